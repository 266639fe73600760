// Where an engraver puts what a text says, against places worked out by hand: y counts spaces below the highest line.

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <set>

#include "pipelines/decode/kern_syntax.h"
#include "pipelines/music/engraving.h"
#include "pipelines/music/music_glyphs.h"

using namespace palimpsest;

namespace {

constexpr double kWide = 200;
constexpr double kClose = 0.02;

Engraving engraved(const QString& kern, double width = kWide)
{
    QString text = kern;
    text.replace(QLatin1Char(' '), QLatin1Char('\n')).replace(QLatin1Char('+'), QLatin1Char(' '));
    text.replace(QLatin1Char(','), QLatin1Char('\t'));
    return engrave(timelineOf(readKern(text.toStdString()).score), width);
}

double middleOf(const RectF& box)
{
    return (box.top + box.bottom) / 2;
}

double heightOf(const Engraving& engraving, std::size_t note)
{
    return middleOf(engraving.notes[note].box) - engraving.measures[engraving.notes[note].measure].box.top;
}

// "up 3.5", "down 3.5": of the stem of a note, from the middle of its head.
QString stemOf(const Engraving& engraving, std::size_t note)
{
    for (const InkLine& line : engraving.ink.lines) {
        if (line.note != note || line.from.x != line.to.x)
            continue;
        const double length = line.to.y - middleOf(engraving.notes[note].box);
        return (length < 0 ? QStringLiteral("up ") : QStringLiteral("down "))
            + QString::number(std::abs(length), 'g', 3);
    }
    return QStringLiteral("none");
}

QString countsOf(const Engraving& engraving, const std::vector<std::pair<MusicGlyph, const char*>>& glyphs)
{
    QStringList counts;
    for (const auto& [glyph, name] : glyphs) {
        const auto count = std::count_if(engraving.ink.glyphs.begin(), engraving.ink.glyphs.end(),
            [wanted = glyph](const InkGlyph& found) { return found.glyph == wanted; });
        if (count > 0)
            counts << QStringLiteral("%1 %2").arg(count).arg(QLatin1String(name));
    }
    return counts.join(QStringLiteral(", "));
}

std::vector<double> heightsOf(const Engraving& engraving, MusicGlyph glyph)
{
    std::vector<double> heights;
    for (const InkGlyph& found : engraving.ink.glyphs)
        if (found.glyph == glyph)
            heights.push_back(std::round((found.at.y - engraving.measures.front().box.top) * 10) / 10);
    return heights;
}

} // namespace

class EngravingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void headsStandOnTheirLines_data();
    void headsStandOnTheirLines();
    void stemsGoTheRightWay_data();
    void stemsGoTheRightWay();
    void signsAreThoseOfTheText_data();
    void signsAreThoseOfTheText();
    void keysStandWhereTheyDo_data();
    void keysStandWhereTheyDo();
    void secondsStandBesideEachOther();
    void accidentalsOfAChordDoNotTouch();
    void beamsFollowTheMarks_data();
    void beamsFollowTheMarks();
    void barlines_data();
    void barlines();
    void linesAreBrokenAndFilled();
    void aLineSaysWhatChangesBehindIt();
    void curvesAreThere_data();
    void curvesAreThere();
    void stavesHaveTheirOrder();
    void aNoteIsFoundByItsPlace();
    void everyGlyphHasAnOutline();
};

void EngravingTest::headsStandOnTheirLines_data()
{
    QTest::addColumn<QString>("clef");
    QTest::addColumn<QString>("note");
    QTest::addColumn<double>("y");
    const auto row = [](const char* clef, const char* note, double y) {
        QTest::addRow("%s %s", clef, note) << QString::fromLatin1(clef) << QString::fromLatin1(note) << y;
    };
    row("*clefG2", "4e", 4);
    row("*clefG2", "4c", 5);
    row("*clefG2", "4b", 2);
    row("*clefG2", "4ff", 0);
    row("*clefG2", "4aa", -1);
    row("*clefGv2", "4E", 4);
    row("*clefG^2", "4ee", 4);
    row("*clefF4", "4GG", 4);
    row("*clefF4", "4c", -1);
    row("*clefF4", "4D", 2);
    row("*clefC3", "4c", 2);
    row("*clefC4", "4c", 1);
    row("*clefC1", "4c", 4);
    row("*", "4b", 2);
}

void EngravingTest::headsStandOnTheirLines()
{
    QFETCH(const QString, clef);
    QFETCH(const QString, note);
    QFETCH(const double, y);
    const Engraving engraving = engraved(QStringLiteral("**kern %1 %2 == *-").arg(clef, note));
    QCOMPARE(engraving.notes.size(), std::size_t(1));
    QVERIFY2(std::abs(heightOf(engraving, 0) - y) < kClose, qPrintable(QString::number(heightOf(engraving, 0))));
}

void EngravingTest::stemsGoTheRightWay_data()
{
    QTest::addColumn<QString>("kern");
    QTest::addColumn<QString>("stems");
    const auto row = [](const char* name, const char* kern, const char* stems) {
        QTest::newRow(name) << QString::fromLatin1(kern) << QString::fromLatin1(stems);
    };
    row("below the middle line", "4a 2g", "up 3.5; up 3.5");
    row("on it and above", "4b 4cc", "down 3.5; down 3.5");
    row("far away, back to the middle line", "4C 4ccc", "up 6.5; down 4");
    row("none", "1a 0b", "none; none");
    row("as the text has it", "4a\\ 4cc/", "down 3.5; up 3.5");
    row("a chord by its farthest note", "4f+4b+4gg", "down 3.5; none; none");
    row("beamed together", "8gL 8a 8ccJ", "up 4; up 3.88; up 3.25");
    row("two voices", "*^ 4a,4gg *v,*v", "down 3.5; up 3.5");
}

void EngravingTest::stemsGoTheRightWay()
{
    QFETCH(const QString, kern);
    QFETCH(const QString, stems);
    const Engraving engraving = engraved(QStringLiteral("**kern *clefG2 %1 == *-").arg(kern));
    QStringList found;
    for (std::size_t i = 0; i < engraving.notes.size(); ++i)
        found << stemOf(engraving, i);
    QCOMPARE(found.join(QStringLiteral("; ")), stems);
}

void EngravingTest::signsAreThoseOfTheText_data()
{
    QTest::addColumn<QString>("kern");
    QTest::addColumn<QString>("signs");
    const auto row = [](const char* name, const char* kern, const char* signs) {
        QTest::newRow(name) << QString::fromLatin1(kern) << QString::fromLatin1(signs);
    };
    row("what the key says is not said again", "*k[f#] 4f# 4f#", "1 sharp");
    row("what the measure says neither", "4f# 4f# = 4f#", "2 sharp");
    row("a natural against the key", "*k[f#] 4f 4f", "1 sharp, 1 natural");
    row("a natural against the measure", "4b- 4b 4b-", "2 flat, 1 natural");
    row("another octave", "4f# 4ff#", "2 sharp");
    row("written though it holds", "4fn 4f", "1 natural");
    row("what is tied over", "[4f# = 4f#]", "1 sharp");
    row("double", "4f## 4b--", "1 double sharp, 1 double flat");
    row("a key that ends", "*k[b-e-] 4c = *k[] 4d", "2 flat, 2 natural");
    row("flags", "8A 4B 16G", "1 flag, 2 short flag");
    row("dots", "4.c 2..d", "3 dot");
    row("rests", "4r 2r 8r 16r", "1 quarter rest, 1 half rest, 1 eighth rest, 1 16th rest");
    row("a measure of rest", "*M3/4 2.r", "1 whole rest");
    row("a clef that changes", "*clefF4 4c = *clefG2 4d", "1 G, 1 F");
    row("a triplet", "12cL 12d 12eJ", "1 three");
    row("articulation", "4c' 4d~ 4e^ 4f;", "1 staccato, 1 tenuto, 1 accent, 1 fermata");
}

void EngravingTest::signsAreThoseOfTheText()
{
    QFETCH(const QString, kern);
    QFETCH(const QString, signs);
    using enum MusicGlyph;
    const Engraving engraving = engraved(QStringLiteral("**kern *clefC3 %1 == *-").arg(kern));
    QCOMPARE(countsOf(engraving,
                 { { AccidentalSharp, "sharp" }, { AccidentalFlat, "flat" }, { AccidentalNatural, "natural" },
                     { AccidentalDoubleSharp, "double sharp" }, { AccidentalDoubleFlat, "double flat" },
                     { Flag8thUp, "flag" }, { FlagMoreUp, "short flag" }, { AugmentationDot, "dot" },
                     { RestQuarter, "quarter rest" }, { RestHalf, "half rest" }, { RestWhole, "whole rest" },
                     { Rest8th, "eighth rest" }, { Rest16th, "16th rest" }, { GClef, "G" }, { FClef, "F" },
                     { Digit3, "three" }, { Staccato, "staccato" }, { Tenuto, "tenuto" }, { Accent, "accent" },
                     { Fermata, "fermata" } }),
        kern.startsWith(QLatin1String("*M3/4")) ? signs + QStringLiteral(", 1 three") : signs);
}

void EngravingTest::keysStandWhereTheyDo_data()
{
    QTest::addColumn<QString>("clef");
    QTest::addColumn<bool>("sharps");
    QTest::addColumn<QString>("heights");
    const auto row = [](const char* clef, bool sharps, const char* heights) {
        QTest::addRow("%s %s", clef, sharps ? "sharps" : "flats")
            << QString::fromLatin1(clef) << sharps << QString::fromLatin1(heights);
    };
    row("*clefG2", true, "0 1.5 -0.5 1 2.5 0.5 2");
    row("*clefG2", false, "2 0.5 2.5 1 3 1.5 3.5");
    row("*clefF4", true, "1 2.5 0.5 2 3.5 1.5 3");
    row("*clefF4", false, "3 1.5 3.5 2 4 2.5 4.5");
    row("*clefC3", true, "0.5 2 0 1.5 3 1 2.5");
    row("*clefC4", true, "3 1 2.5 0.5 2 0 1.5");
    row("*clefC4", false, "1.5 0 2 0.5 2.5 1 3");
}

void EngravingTest::keysStandWhereTheyDo()
{
    QFETCH(const QString, clef);
    QFETCH(const bool, sharps);
    QFETCH(const QString, heights);
    const QString key = QLatin1String(sharps ? "*k[f#c#g#d#a#e#b#]" : "*k[b-e-a-d-g-c-f-]");
    const Engraving engraving = engraved(QStringLiteral("**kern %1 %2 4r == *-").arg(clef, key));
    QStringList found;
    for (const double y : heightsOf(engraving, sharps ? MusicGlyph::AccidentalSharp : MusicGlyph::AccidentalFlat))
        found << QString::number(y);
    QCOMPARE(found.join(QLatin1Char(' ')), heights);
}

void EngravingTest::secondsStandBesideEachOther()
{
    const Engraving engraving = engraved(QStringLiteral("**kern *clefG2 4f+4g+4a == *-"));
    const auto& notes = engraving.notes;
    QCOMPARE(notes[0].box.left, notes[2].box.left);
    QVERIFY(std::abs(notes[1].box.left - notes[0].box.right) < 0.1);
}

void EngravingTest::accidentalsOfAChordDoNotTouch()
{
    const Engraving engraving = engraved(QStringLiteral("**kern *clefG2 4f#+4g#+4b-+4cc# == *-"));
    std::vector<RectF> boxes;
    for (const InkGlyph& glyph : engraving.ink.glyphs)
        if (glyph.note != kNoNote)
            boxes.push_back(glyph.bounds());
    QCOMPARE(boxes.size(), std::size_t(8));
    for (std::size_t i = 0; i < boxes.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            QVERIFY2(intersected(boxes[i], boxes[k]).area() < 0.15,
                qPrintable(QStringLiteral("%1 and %2 lie upon each other").arg(i).arg(k)));
}

void EngravingTest::beamsFollowTheMarks_data()
{
    QTest::addColumn<QString>("kern");
    QTest::addColumn<int>("beams");
    QTest::addColumn<int>("flags");
    const auto row = [](const char* name, const char* kern, int beams, int flags) {
        QTest::newRow(name) << QString::fromLatin1(kern) << beams << flags;
    };
    row("as written", "8cL 8d 8e 8fJ", 1, 0);
    row("two levels", "16cLL 16d 16e 16fJJ", 2, 0);
    row("a hook", "8.cL 16dJk", 2, 0);
    row("a second level that is parted", "16cLL 16dJ 16eL 16fJJ", 3, 0);
    row("beside notes that have none", "8cL 8dJ 8e 8f", 1, 2);
    row("by halves of four quarters", "*M4/4 8c 8d 8e 8f 8g 8a 8b 8cc", 2, 0);
    row("by quarters", "*M2/4 8c 16d 16e 8f 8g", 3, 0);
    row("by three eighths", "*M6/8 8c 8d 8e 8f 8g 8a", 2, 0);
    row("not across a rest", "*M3/4 8c 8r 8d 8e 4f", 1, 1);
    row("grace notes", "8qqc 8qqd 4e", 1, 0);
}

void EngravingTest::beamsFollowTheMarks()
{
    QFETCH(const QString, kern);
    QFETCH(const int, beams);
    QFETCH(const int, flags);
    const Engraving engraving = engraved(QStringLiteral("**kern *clefG2 %1 =- *-").arg(kern));
    QCOMPARE(static_cast<int>(engraving.ink.polygons.size()), beams);
    using enum MusicGlyph;
    const std::set<MusicGlyph> kinds{ Flag8thUp, Flag8thDown };
    QCOMPARE(static_cast<int>(std::count_if(engraving.ink.glyphs.begin(), engraving.ink.glyphs.end(),
                 [&](const InkGlyph& glyph) { return kinds.count(glyph.glyph) > 0; })),
        flags);
}

void EngravingTest::barlines_data()
{
    QTest::addColumn<QString>("barline");
    QTest::addColumn<QString>("parts"); // "thin thick": bars from left to right, with a colon for dots
    const auto row = [](const char* barline, const char* parts) {
        QTest::newRow(barline) << QString::fromLatin1(barline) << QString::fromLatin1(parts);
    };
    row("=", "|");
    row("=12", "|");
    row("=||", "||");
    row("==", "|I");
    row("=:|!", ":|I");
    row("=!|:", "I|:");
    row("=:|!|:", ":|I|:");
    row("=-", "");
}

void EngravingTest::barlines()
{
    QFETCH(const QString, barline);
    QFETCH(const QString, parts);
    const Engraving engraving = engraved(QStringLiteral("**kern *clefG2 4c %1 4d =- *-").arg(barline));
    std::vector<std::pair<double, QString>> found;
    for (const InkPolygon& polygon : engraving.ink.polygons)
        found.emplace_back(polygon.corners.front().x,
            polygon.corners[1].x - polygon.corners.front().x > 0.3 ? QStringLiteral("I") : QStringLiteral("|"));
    for (const InkGlyph& glyph : engraving.ink.glyphs)
        if (glyph.glyph == MusicGlyph::AugmentationDot && glyph.at.y < middleOf(engraving.measures.front().box))
            found.emplace_back(glyph.at.x, QStringLiteral(":"));
    std::sort(found.begin(), found.end());
    QString text;
    for (const auto& [x, part] : found) {
        text += part;
        QVERIFY(x > engraving.notes.front().box.right && x < engraving.notes.back().box.left);
    }
    QCOMPARE(text, parts);
}

void EngravingTest::linesAreBrokenAndFilled()
{
    QString kern = QStringLiteral("**kern *clefG2 *M4/4");
    for (int i = 0; i < 12; ++i)
        kern += QStringLiteral(" 4c 4e 4g 4cc =%1").arg(i + 2);
    const Engraving engraving = engraved(kern + QStringLiteral(" *-"), 60);
    QVERIFY(engraving.systems.size() >= 3);
    std::vector<double> rights(engraving.systems.size());
    for (std::size_t i = 0; i < engraving.measures.size(); ++i) {
        const EngravedMeasure& measure = engraving.measures[i];
        QVERIFY(i == 0 || measure.system - engraving.measures[i - 1].system <= 1);
        rights[measure.system] = measure.box.right;
    }
    for (std::size_t system = 0; system + 1 < rights.size(); ++system) {
        QVERIFY2(std::abs(rights[system] - rights.front()) < 0.01, "lines end at one edge");
        QVERIFY(engraving.systems[system].bottom < engraving.systems[system + 1].top);
    }
    QVERIFY(rights.front() <= 60 && rights.front() > 58);
    QVERIFY2(engraving.width <= 60.01, "no wider than asked");
}

void EngravingTest::aLineSaysWhatChangesBehindIt()
{
    const Engraving engraving
        = engraved(QStringLiteral("**kern *clefG2 *M2/4 4c 4d = *clefF4 *k[b-] *M3/4 4C 4D 4E == *-"), 27);
    QCOMPARE(engraving.systems.size(), std::size_t(2));
    const double behind = engraving.measures.front().box.right;
    QStringList said;
    for (const InkGlyph& glyph : engraving.ink.glyphs) {
        const bool firstLine = glyph.at.y < engraving.systems.front().bottom;
        if (firstLine && glyph.glyph == MusicGlyph::FClef && glyph.at.x < behind)
            said << QStringLiteral("clef before the barline");
        if (firstLine && glyph.glyph == MusicGlyph::AccidentalFlat && glyph.at.x > behind)
            said << QStringLiteral("key behind it");
        if (firstLine && glyph.glyph == MusicGlyph::Digit3 && glyph.at.x > behind)
            said << QStringLiteral("meter behind it");
    }
    said.sort();
    QCOMPARE(
        said.join(QStringLiteral(", ")), QStringLiteral("clef before the barline, key behind it, meter behind it"));
}

void EngravingTest::curvesAreThere_data()
{
    QTest::addColumn<QString>("kern");
    QTest::addColumn<int>("curves");
    QTest::addColumn<double>("width");
    const auto row = [](const char* name, const char* kern, int curves, double width) {
        QTest::newRow(name) << QString::fromLatin1(kern) << curves << width;
    };
    row("a tie", "[4c 4c]", 1, kWide);
    row("ties of a chord", "[4c+[4e 4c]+4e]", 2, kWide);
    row("over three notes", "[4c 4c_ 4c]", 2, kWide);
    row("to another pitch", "[4c 4d]", 0, kWide);
    row("a slur", "(4c 4d 4e)", 1, kWide);
    row("one within the other", "((4c 4d) 4e)", 2, kWide);
    row("that nothing ends", "(4c 4d", 0, kWide);
    row("that nothing begins", "4c 4d)", 0, kWide);
    row("across the end of a line", "[1c = 1c]", 2, 17);
}

void EngravingTest::curvesAreThere()
{
    QFETCH(const QString, kern);
    QFETCH(const int, curves);
    QFETCH(const double, width);
    const Engraving engraving = engraved(QStringLiteral("**kern *clefG2 %1 == *-").arg(kern), width);
    QCOMPARE(static_cast<int>(engraving.ink.curves.size()), curves);
    for (const InkCurve& curve : engraving.ink.curves)
        QVERIFY(curve.points.front().x < curve.points.back().x);
}

void EngravingTest::stavesHaveTheirOrder()
{
    const Engraving engraving = engraved(QStringLiteral("**kern,**kern *clefF4,*clefG2 4C,4c 4D,8e .,8f ==,== *-,*-"));
    const auto& notes = engraving.notes;
    QCOMPARE(notes.size(), std::size_t(5));
    QVERIFY2(notes[0].box.top > notes[1].box.bottom, "the first spine is the lowest staff");
    QCOMPARE(notes[0].box.left, notes[1].box.left);
    QCOMPARE(notes[2].box.left, notes[3].box.left);
    QVERIFY(notes[4].box.left > notes[3].box.right);
    QCOMPARE(notes[2].row, std::size_t(3));
    QCOMPARE(notes[3].cell, std::size_t(1));
    QCOMPARE(notes[3].staff, std::size_t(1));
}

void EngravingTest::aNoteIsFoundByItsPlace()
{
    const Engraving engraving = engraved(QStringLiteral("**kern *clefG2 4c 4g == *-"));
    for (std::size_t i = 0; i < engraving.notes.size(); ++i) {
        const RectF& box = engraving.notes[i].box;
        QCOMPARE(noteAt(engraving, { box.right + 0.3, box.top }, 1), i);
    }
    QCOMPARE(noteAt(engraving, { 0, 0 }, 1), kNoNote);
    QCOMPARE(engraved(QStringLiteral("**kern *clefG2 *-")).systems.size(), std::size_t(0));
}

void EngravingTest::everyGlyphHasAnOutline()
{
    for (int i = 0; i <= static_cast<int>(MusicGlyph::Brace); ++i) {
        const GlyphOutline& outline = outlineOf(static_cast<MusicGlyph>(i));
        QVERIFY(outline.steps.size() > 3);
        QCOMPARE(outline.steps.front().command, 'M');
        QCOMPARE(outline.steps.back().command, 'Z');
        QVERIFY(outline.bounds.width() > 0.1 && outline.bounds.width() < 3);
        QVERIFY(outline.bounds.height() > 0.1 && outline.bounds.height() < 8);
    }
}

QTEST_APPLESS_MAIN(EngravingTest)
#include "engraving_test.moc"
