// What holds of every engraved score, whatever it says: made-up ones of one to three staves, chords, two voices, grace
// notes and odd rhythms, and the texts that hostile models wrote.

#include <QDir>
#include <QtTest>
#include <algorithm>
#include <map>
#include <random>
#include <tuple>

#include "pipelines/decode/kern_syntax.h"
#include "pipelines/music/engraving.h"

using namespace palimpsest;

namespace {

constexpr int kScores = 150;
constexpr double kSlack = 0.02;

class Composer {
public:
    explicit Composer(unsigned seed) : m_random(seed) { }

    std::string score()
    {
        constexpr std::array kClefs{ "*clefG2", "*clefF4", "*clefC3", "*clefGv2" };
        const int staves = number(1, 3);
        std::string text = row(staves, [](int) { return std::string("**kern"); });
        text += row(staves, [&](int) { return std::string(kClefs.at(static_cast<std::size_t>(number(0, 3)))); });
        const std::array kKeys{ "*k[]", "*k[f#c#]", "*k[b-e-a-d-]" };
        const std::string key = kKeys.at(static_cast<std::size_t>(number(0, 2)));
        text += row(staves, [&](int) { return key; });
        m_beats = number(2, 4);
        text += row(staves, [&](int) { return "*M" + std::to_string(m_beats) + "/4"; });
        const int measures = number(1, 9);
        for (int i = 0; i < measures; ++i) {
            const bool twoVoices = number(0, 3) == 0;
            if (twoVoices)
                text += row(staves, [&](int staff) { return std::string(staff == 0 ? "*^" : "*"); });
            text += measure(staves + (twoVoices ? 1 : 0));
            if (twoVoices)
                text += row(staves + 1, [](int spine) { return std::string(spine < 2 ? "*v" : "*"); });
            text += row(staves, [&](int) { return std::string(i + 1 == measures ? "==" : "="); });
        }
        return text + row(staves, [](int) { return std::string("*-"); });
    }

private:
    template <typename Cell> static std::string row(int cells, const Cell& cell)
    {
        std::string text;
        for (int i = 0; i < cells; ++i)
            text += (i == 0 ? "" : "\t") + cell(i);
        return text + '\n';
    }

    int number(int from, int to) { return std::uniform_int_distribution(from, to)(m_random); }

    // Times in 24ths of a quarter, so that triplets fall on whole ones.
    std::string measure(int spines)
    {
        constexpr std::array<std::pair<int, const char*>, 7> kLengths{ { { 24, "4" }, { 12, "8" }, { 6, "16" },
            { 48, "2" }, { 36, "4." }, { 18, "8." }, { 8, "12" } } };
        std::map<int, std::vector<std::string>> rows;
        for (int spine = 0; spine < spines; ++spine) {
            for (int time = 0; time < 24 * m_beats;) {
                auto [length, name] = kLengths.at(static_cast<std::size_t>(number(0, 6)));
                const int times = length == 8 ? 3 : 1;
                if (time + length * times > 24 * m_beats)
                    continue;
                for (int i = 0; i < times; ++i, time += length) {
                    std::vector<std::string>& cells = rows[time];
                    cells.resize(static_cast<std::size_t>(spines), ".");
                    cells[static_cast<std::size_t>(spine)] = chord(name);
                }
            }
        }
        std::string text;
        for (const auto& [time, cells] : rows) {
            if (number(0, 9) == 0)
                text += row(spines, [&](int spine) {
                    return cells[static_cast<std::size_t>(spine)] == "." ? std::string(".") : "8q" + pitch();
                });
            text += row(spines, [&, &line = cells](int spine) { return line[static_cast<std::size_t>(spine)]; });
        }
        return text;
    }

    std::string pitch()
    {
        constexpr std::array kPitches{ "C", "E-", "G", "B", "c", "d", "e-", "f#", "g", "a", "b-", "b", "cc", "dd##",
            "ff", "aa" };
        return kPitches.at(static_cast<std::size_t>(number(0, static_cast<int>(kPitches.size()) - 1)));
    }

    std::string chord(const std::string& length)
    {
        if (number(0, 7) == 0)
            return length + 'r';
        std::string text = length + pitch();
        for (int more = number(0, 5) - 3; more > 0; --more)
            text += ' ' + length + pitch();
        return text;
    }

    std::mt19937 m_random;
    int m_beats = 4;
};

struct Fault {
    QString what;
    std::size_t note = 0;
};

std::optional<Fault> faultOf(const ScoreTimeline& timeline, const Engraving& engraving, double width)
{
    std::size_t notes = 0;
    for (const TimedMeasure& measure : timeline.measures)
        for (const TimedChord& chord : measure.chords)
            notes += chord.notes.size();
    if (engraving.notes.size() != notes || engraving.measures.size() != timeline.measures.size())
        return Fault{ QStringLiteral("notes or measures are missing"), 0 };
    std::vector<std::size_t> held(engraving.systems.size());
    for (const EngravedMeasure& measure : engraving.measures)
        ++held[measure.system];
    for (std::size_t system = 0; system < held.size(); ++system)
        if (engraving.systems[system].right > width + kSlack && held[system] > 1)
            return Fault{ QStringLiteral("line %1 is wider than asked, and could be broken").arg(system), 0 };
    std::map<std::tuple<std::size_t, std::size_t, std::size_t>, std::size_t> before; // system, staff, voice
    for (std::size_t i = 0; i < notes; ++i) {
        const EngravedNote& note = engraving.notes[i];
        const RectF& measure = engraving.measures[note.measure].box;
        if (note.box.area() <= 0)
            return Fault{ QStringLiteral("not drawn"), i };
        if (note.box.left < measure.left || note.box.right > measure.right)
            return Fault{ QStringLiteral("outside its measure"), i };
        if (note.box.top < 0 || note.box.bottom > engraving.height)
            return Fault{ QStringLiteral("outside the picture"), i };
        const auto [last, first] = before.try_emplace({ note.system, note.staff, note.voice }, i);
        const EngravedNote& other = engraving.notes[last->second];
        if (!first && other.row != note.row && note.box.left < other.box.right - kSlack)
            return Fault{ QStringLiteral("upon or before an earlier one of its voice"), i };
        last->second = i;
    }
    for (const InkGlyph& glyph : engraving.ink.glyphs) {
        const RectF box = glyph.bounds();
        if (box.left < -kSlack || box.right > engraving.width + kSlack || box.top < -kSlack
            || box.bottom > engraving.height + kSlack)
            return Fault{ QStringLiteral("glyph %1 is outside").arg(static_cast<int>(glyph.glyph)), 0 };
    }
    return std::nullopt;
}

} // namespace

class EngravedScoresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsMadeUp();
    void whatModelsWrote();
};

void EngravedScoresTest::whatIsMadeUp()
{
    for (unsigned seed = 0; seed < kScores; ++seed) {
        const std::string text = Composer(seed).score();
        const KernReading reading = readKern(text);
        QVERIFY(reading.warnings.empty());
        const ScoreTimeline timeline = timelineOf(reading.score);
        const double width = 40 + seed % 5 * 25;
        if (const std::optional<Fault> fault = faultOf(timeline, engrave(timeline, width), width))
            QFAIL(qPrintable(QStringLiteral("score %1, width %2, note %3: %4\n%5")
                                 .arg(seed)
                                 .arg(width)
                                 .arg(fault->note)
                                 .arg(fault->what, QString::fromStdString(text))));
    }
}

void EngravedScoresTest::whatModelsWrote()
{
    const QDir folder(qEnvironmentVariable("PALIMPSEST_SOURCE_DIR") + QStringLiteral("/tests/fuzz/corpus/kern"));
    QVERIFY(!folder.entryList(QDir::Files).isEmpty());
    for (const QString& name : folder.entryList(QDir::Files)) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const ScoreTimeline timeline = timelineOf(readKern(file.readAll().toStdString()).score);
        const std::optional<Fault> fault = faultOf(timeline, engrave(timeline, 60), 60);
        QVERIFY2(!fault, qPrintable(name + QStringLiteral(": ") + (fault ? fault->what : QString())));
    }
}

QTEST_APPLESS_MAIN(EngravedScoresTest)
#include "engraved_scores_test.moc"
