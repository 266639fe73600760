// What counts as a loop and what is ordinary repetition on a page.

#include <QtTest>
#include <vector>

#include "engine/generate/loop_detector.h"

using namespace palimpsest;

class LoopDetectorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsLoopsFromRepetition_data();
    void tellsLoopsFromRepetition();
};

namespace {

std::vector<std::int32_t> repeated(std::size_t period, std::size_t length)
{
    std::vector<std::int32_t> ids{ 900, 901, 902 }; // something that was said before
    for (std::size_t i = 0; i < length; ++i)
        ids.push_back(std::int32_t(i % period));
    return ids;
}

} // namespace

void LoopDetectorTest::tellsLoopsFromRepetition_data()
{
    QTest::addColumn<int>("period");
    QTest::addColumn<int>("length");
    QTest::addColumn<bool>("loop");
    QTest::addColumn<int>("shortestLoop");
    QTest::newRow("four zeros of 10000") << 1 << 4 << false << 32;
    QTest::newRow("a dot leader") << 1 << 31 << false << 32;
    QTest::newRow("one token for ever") << 1 << 32 << true << 32;
    QTest::newRow("three empty cells") << 2 << 6 << false << 32;
    QTest::newRow("a box three times") << 8 << 24 << false << 32;
    QTest::newRow("a box four times") << 8 << 32 << true << 32;
    QTest::newRow("sixteen tokens, not quite four times") << 16 << 63 << false << 32;
    QTest::newRow("sixteen tokens four times") << 16 << 64 << true << 32;
    QTest::newRow("seventeen tokens four times") << 17 << 68 << false << 32;
    QTest::newRow("ten rows of a form") << 11 << 110 << false << 256;
    QTest::newRow("a row for ever") << 11 << 256 << true << 256;
}

void LoopDetectorTest::tellsLoopsFromRepetition()
{
    QFETCH(const int, period);
    QFETCH(const int, length);
    QFETCH(const bool, loop);
    QFETCH(const int, shortestLoop);
    QCOMPARE(endsInLoop(repeated(std::size_t(period), std::size_t(length)), std::size_t(shortestLoop)), loop);
}

QTEST_APPLESS_MAIN(LoopDetectorTest)
#include "loop_detector_test.moc"
