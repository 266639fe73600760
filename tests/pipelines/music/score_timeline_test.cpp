// What sounds when, and which measures do not add up.

#include <QtTest>

#include "pipelines/decode/kern_syntax.h"
#include "pipelines/music/joined_kern.h"
#include "pipelines/music/midi_file.h"
#include "pipelines/music/score_timeline.h"
#include "pipelines/protocol/result_words.h"
#include "pipelines/protocol/score_words.h"

using namespace palimpsest;

namespace {

QString text(const Fraction& time)
{
    return time.bottom == 1 ? QString::number(time.top) : QStringLiteral("%1/%2").arg(time.top).arg(time.bottom);
}

// "0.0@0+4": staff and voice, when, how long.
QString chordsOf(const TimedMeasure& measure)
{
    QStringList chords;
    for (const TimedChord& chord : measure.chords)
        chords += QStringLiteral("%1.%2@%3+%4")
                      .arg(chord.staff)
                      .arg(chord.voice)
                      .arg(text(chord.start), text(chord.length));
    return chords.join(QLatin1Char(' '));
}

QString faultsOf(const std::string& kern, Pickup pickup)
{
    QStringList words;
    for (const ScoreWarning& warning : measureWarnings(timelineOf(readKern(kern).score), pickup))
        words += QString::fromStdString(std::string(wordOf(warning.fault)) + "@" + std::to_string(*warning.measure));
    return words.join(QLatin1Char(' '));
}

ScoreSystem systemOf(const char* kern)
{
    ScoreSystem system;
    system.kern = kern;
    return system;
}

} // namespace

class ScoreTimelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void staffsRunBesideEachOther();
    void splitSpinesAreVoices();
    void measuresAreCounted_data();
    void measuresAreCounted();
    void systemsAreJoined();
    void pitchesOfMidi();
};

void ScoreTimelineTest::staffsRunBesideEachOther()
{
    const ScoreTimeline timeline
        = timelineOf(readKern("**kern\t**kern\n*M2/4\t*M2/4\n2C\t8c\n.\t8.d\n.\t16e\n.\t8qf\n"
                              ".\t8g\n=\t=\n4D\t6a\n.\t6b\n4E\t.\n.\t6cc\n*clefG2\t*\n==\t==\n*-\t*-\n")
                         .score);
    QCOMPARE(timeline.staves, std::size_t{ 2 });
    QCOMPARE(timeline.measures.size(), std::size_t{ 2 });
    QCOMPARE(chordsOf(timeline.measures[0]),
        QStringLiteral("0.0@0+2 1.0@0+1/2 1.0@1/2+3/4 1.0@5/4+1/4 1.0@3/2+0 1.0@3/2+1/2"));
    QCOMPARE(chordsOf(timeline.measures[1]), QStringLiteral("0.0@2+1 1.0@2+2/3 1.0@8/3+2/3 0.0@3+1 1.0@10/3+2/3"));
    QVERIFY(timeline.measures[0].even && timeline.measures[1].even);
    QCOMPARE(timeline.measures[1].barline, std::string("=="));
    QCOMPARE(text(timeline.measures[1].signs.at(0).start), QStringLiteral("4"));
}

void ScoreTimelineTest::splitSpinesAreVoices()
{
    const ScoreTimeline timeline = timelineOf(
        readKern("**kern\t**kern\n4C\t4c\n*\t*^\n2D\t4d\t2f\n.\t4e\t.\n*\t*v\t*v\n4E\t4g\n=\t=\n*-\t*-\n").score);
    QCOMPARE(chordsOf(timeline.measures[0]),
        QStringLiteral("0.0@0+1 1.0@0+1 0.0@1+2 1.0@1+1 1.1@1+2 1.0@2+1 0.0@3+1 1.0@3+1"));
    QVERIFY(timeline.measures[0].even);
}

void ScoreTimelineTest::measuresAreCounted_data()
{
    QTest::addColumn<QString>("kern");
    QTest::addColumn<bool>("first");
    QTest::addColumn<QString>("faults");
    const auto row = [](const char* name, const char* kern, bool first, const char* faults) {
        QTest::newRow(name) << QString::fromLatin1(kern) << first << QString::fromLatin1(faults);
    };
    row("as the meter says", "**kern\n*M3/4\n2.c\n=\n4d\n2e\n==\n*-", false, "");
    row("too long and too short", "**kern\n*M3/4\n1c\n=\n2d\n=\n2.e\n==\n*-", false,
        "measure_length@1 measure_length@2");
    row("no meter, nothing to say", "**kern\n1c\n=\n2d\n==\n*-", false, "");
    row("meter changes", "**kern\n*M3/4\n2.c\n=\n*M2/4\n2d\n=\n2.e\n==\n*-", false, "measure_length@3");
    row("pickup and its complement", "**kern\n*M3/4\n4c\n=\n2.d\n=\n2e\n==\n*-", true, "");
    row("pickup in the middle of a piece", "**kern\n*M3/4\n4c\n=\n2.d\n==\n*-", false, "measure_length@1");
    row("no barline before the end", "**kern\n*M3/4\n2.c\n=\n2d\n*-", false, "measure_length@2");
    row("one staff is shorter", "**kern\t**kern\n*M2/4\t*M2/4\n2C\t4c\n=\t=\n2D\t2d\n==\t==\n*-\t*-", false,
        "uneven_voices@1");
}

void ScoreTimelineTest::measuresAreCounted()
{
    QFETCH(const QString, kern);
    QFETCH(const bool, first);
    QFETCH(const QString, faults);
    QCOMPARE(faultsOf(kern.toStdString(), first ? Pickup::Allowed : Pickup::None), faults);
}

void ScoreTimelineTest::systemsAreJoined()
{
    const std::vector<ScoreSystem> systems{ systemOf("**kern\n*clefG2\n*k[b-]\n*M2/4\n2c\n=\n*-\n"),
        systemOf("**kern\n*clefG2\n*k[]\n2d\n=\n*-\n"),
        systemOf("**kern\t**kern\n*clefF4\t*clefG2\n2C\t2c\n==\t==\n*-\t*-\n") };
    QCOMPARE(QString::fromStdString(joinedKern(systems)),
        QStringLiteral("**kern\n*clefG2\n*k[b-]\n*M2/4\n2c\n=\n*k[]\n2d\n=\n*-\n"
                       "**kern\t**kern\n*clefF4\t*clefG2\n2C\t2c\n==\t==\n*-\t*-\n"));
    std::vector<ScoreTimeline> timelines;
    for (const KernScore& score : joinedScores(systems))
        timelines.push_back(timelineOf(score));
    const ScoreTimeline joined = joinedTimelines(std::move(timelines));
    QCOMPARE(joined.staves, std::size_t{ 2 });
    QCOMPARE(joined.measures.size(), std::size_t{ 3 });
    QCOMPARE(chordsOf(joined.measures[2]), QStringLiteral("0.0@4+2 1.0@4+2"));
    QVERIFY(joinedKern({}).empty());
}

void ScoreTimelineTest::pitchesOfMidi()
{
    const std::vector<std::pair<const char*, int>> known{ { "4c", 60 }, { "4cc", 72 }, { "4C", 48 }, { "4CC", 36 },
        { "4b-", 70 }, { "4ff#", 78 }, { "4A", 57 }, { "4AA", 45 } };
    for (const auto& [note, pitch] : known)
        QCOMPARE(midiPitch(readKernNote(note).value_or(KernNote{})), pitch);
}

QTEST_APPLESS_MAIN(ScoreTimelineTest)
#include "score_timeline_test.moc"
