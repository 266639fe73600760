// Music as it is played: repeats, and the notes of a MIDI file. The file is read here byte by byte.

#include <QtTest>
#include <map>

#include "pipelines/decode/kern_syntax.h"
#include "pipelines/music/midi_file.h"
#include "pipelines/music/played_order.h"

using namespace palimpsest;

namespace {

ScoreTimeline timelineOfText(const QString& kern)
{
    return timelineOf(readKern(kern.toStdString()).score);
}

// "60@0+480 62@480+240": what sounds in a track, when and how long in ticks, in the order of the ends.
QString notesIn(const std::string& file, int track)
{
    const auto byteAt = [&file](std::size_t at) { return static_cast<unsigned char>(file.at(at)); };
    std::size_t at = 14;
    for (int i = 0; i < track; ++i)
        at += 8 + (static_cast<std::size_t>(byteAt(at + 6)) << 8U | byteAt(at + 7));
    at += 8;
    const auto variable = [&] {
        std::size_t number = 0;
        while ((byteAt(at) & 0x80U) != 0)
            number = number << 7U | (byteAt(at++) & 0x7FU);
        return number << 7U | byteAt(at++);
    };
    QStringList notes;
    std::map<int, std::size_t> sounding;
    for (std::size_t now = 0; at < file.size();) {
        now += variable();
        const int kind = byteAt(at++);
        if (kind == 0xFF) {
            if (byteAt(at++) == 0x2F)
                break;
            const std::size_t length = variable();
            at += length;
            continue;
        }
        const int pitch = byteAt(at);
        at += 2;
        if ((kind & 0xF0) == 0x90)
            sounding[pitch] = now;
        else
            notes += QStringLiteral("%1@%2+%3").arg(pitch).arg(sounding.at(pitch)).arg(now - sounding.at(pitch));
    }
    return notes.join(QLatin1Char(' '));
}

} // namespace

class PlayedOrderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void passagesComeAgain_data();
    void passagesComeAgain();
    void aPassageBeginsAsItBegan();
    void graceNotesTakeTimeFromTheNext_data();
    void graceNotesTakeTimeFromTheNext();
};

void PlayedOrderTest::passagesComeAgain_data()
{
    QTest::addColumn<QString>("barlines"); // after the measures c, d, e and f
    QTest::addColumn<QString>("played");
    const auto row = [](const char* name, const char* barlines, const char* played) {
        QTest::newRow(name) << QString::fromLatin1(barlines) << QString::fromLatin1(played);
    };
    row("no repeats", "= = = ==", "cdef");
    row("from the beginning", "= =:|! = ==", "cdcdef");
    row("from a sign", "=!|: = =:|! ==", "cdedef");
    row("one after the other", "= =:|!|: = =:|!", "cdcdefef");
    row("double dots", "=:!!: = = =:|!", "ccdefdef");
    row("without the sign that it goes back to", "=:|! = =:|! ==", "ccdedef");
    row("a sign that nothing goes back to", "=!|: = = ==", "cdef");
    row("everything", "= = = =:|!", "cdefcdef");
}

void PlayedOrderTest::passagesComeAgain()
{
    QFETCH(const QString, barlines);
    QFETCH(const QString, played);
    QString kern = QStringLiteral("**kern\n*M4/4\n");
    const QStringList lines = barlines.split(QLatin1Char(' '));
    for (int i = 0; i < lines.size(); ++i)
        kern += QStringLiteral("1%1\n%2\n").arg(QChar(QLatin1Char(static_cast<char>('c' + i)))).arg(lines[i]);
    const ScoreTimeline timeline = playedTimeline(timelineOfText(kern + QStringLiteral("*-\n")));
    QString found;
    Fraction now;
    for (const TimedMeasure& measure : timeline.measures) {
        found += QLatin1Char(static_cast<char>("cdefgab"[measure.chords.at(0).notes.at(0).step % 7]));
        QCOMPARE(measure.start, now);
        QCOMPARE(measure.chords[0].start, now);
        now = now + measure.length;
    }
    QCOMPARE(found, played);
}

void PlayedOrderTest::aPassageBeginsAsItBegan()
{
    const ScoreTimeline timeline = playedTimeline(
        timelineOfText(QStringLiteral("**kern\n*M4/4\n*MM90\n1c\n=!|:\n1d\n=\n*M3/4\n2.e\n=:|!\n2.f\n==\n*-\n")));
    QCOMPARE(timeline.measures.size(), std::size_t{ 6 });
    const TimedMeasure& again = timeline.measures[3];
    QCOMPARE(again.signs.size(), std::size_t{ 1 }); // the tempo is still the same
    QCOMPARE(again.signs[0].text, std::string("*M4/4"));
    QCOMPARE(again.signs[0].start, again.start);
    QCOMPARE(timeline.measures[4].signs.at(0).text, std::string("*M3/4"));
    QVERIFY(timeline.measures[5].signs.empty());
}

void PlayedOrderTest::graceNotesTakeTimeFromTheNext_data()
{
    QTest::addColumn<QString>("rows");
    QTest::addColumn<QString>("notes");
    const auto row = [](const char* name, const char* rows, const char* notes) {
        QTest::newRow(name) << QString::fromLatin1(rows) << QString::fromLatin1(notes);
    };
    row("none", "4c 4d", "60@0+480 62@480+480");
    row("one", "4c 8qe 4d", "60@0+480 64@480+60 62@540+420");
    row("three", "16qc 16qd 16qe 4f", "60@0+60 62@60+60 64@120+60 65@180+300");
    row("before a short note", "8qc 8qd 16e", "60@0+30 62@30+30 64@60+60");
    row("before a rest", "8qc 4r 4d", "60@0+60 62@480+480");
    row("before the rest of a tied note", "[4c 8qe 4c]", "64@480+60 60@0+960");
    row("of the same pitch", "8qc 4c", "60@0+60 60@60+420");
    row("behind the last note", "4c 8qe", "60@0+480");
}

void PlayedOrderTest::graceNotesTakeTimeFromTheNext()
{
    QFETCH(QString, rows);
    QFETCH(const QString, notes);
    rows.replace(QLatin1Char(' '), QLatin1Char('\n'));
    const ScoreTimeline timeline = timelineOfText(QStringLiteral("**kern\n%1\n==\n*-\n").arg(rows));
    QCOMPARE(notesIn(midiFile(timeline), 1), notes);
}

QTEST_APPLESS_MAIN(PlayedOrderTest)
#include "played_order_test.moc"
