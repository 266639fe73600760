// When each row of a text sounds, repeats and changes of tempo counted.

#include <QtTest>

#include "pipelines/decode/kern_syntax.h"
#include "pipelines/music/played_moments.h"
#include "pipelines/music/played_order.h"

using namespace palimpsest;

class PlayedMomentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsHaveTheirTimes_data();
    void rowsHaveTheirTimes();
    void theRowThatSounds();
};

void PlayedMomentsTest::rowsHaveTheirTimes_data()
{
    QTest::addColumn<QString>("kern");
    QTest::addColumn<QString>("moments"); // "0:1": the row 1, after **kern, at 0 ms
    const auto row = [](const char* name, const char* kern, const char* moments) {
        QTest::newRow(name) << QString::fromLatin1(kern) << QString::fromLatin1(moments);
    };
    row("120 where nothing is said", "4c 8d 8e == *-", "0:1 500:2 750:3");
    row("a tempo", "*MM60 4c 4d == *-", "0:2 1000:3");
    row("another tempo", "4c *MM60 4d 4e == *-", "0:1 500:3 1500:4");
    row("a repeat", "4c =:|! 4d == *-", "0:1 500:1 1000:3");
    row("a repeat takes its tempo back", "*MM60 4c = *MM120 4d =:|! *-", "0:2 1000:5 1500:2 2500:5");
    row("grace notes take no time", "4c 8qd 4e == *-", "0:1 500:3");
}

void PlayedMomentsTest::rowsHaveTheirTimes()
{
    QFETCH(const QString, kern);
    QFETCH(const QString, moments);
    QString text = QStringLiteral("**kern ") + kern;
    text.replace(QLatin1Char(' '), QLatin1Char('\n'));
    QStringList found;
    for (const PlayedMoment& moment : playedMoments(playedTimeline(timelineOf(readKern(text.toStdString()).score))))
        found << QStringLiteral("%1:%2").arg(moment.ms).arg(moment.row);
    QCOMPARE(found.join(QLatin1Char(' ')), moments);
}

void PlayedMomentsTest::theRowThatSounds()
{
    const std::vector<PlayedMoment> moments{ { 0, 4 }, { 500, 5 }, { 1000, 4 } };
    QCOMPARE(rowAt(moments, -1), std::nullopt);
    QCOMPARE(rowAt(moments, 0), std::optional<std::size_t>(4));
    QCOMPARE(rowAt(moments, 999), std::optional<std::size_t>(5));
    QCOMPARE(rowAt(moments, 5000), std::optional<std::size_t>(4));
    QCOMPARE(rowAt({}, 5), std::nullopt);
}

QTEST_APPLESS_MAIN(PlayedMomentsTest)
#include "played_moments_test.moc"
