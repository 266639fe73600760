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
    QTest::newRow("four zeros of 10000") << 1 << 4 << false;
    QTest::newRow("a dot leader") << 1 << 31 << false;
    QTest::newRow("one token for ever") << 1 << 32 << true;
    QTest::newRow("three empty cells") << 2 << 6 << false;
    QTest::newRow("a box three times") << 8 << 24 << false;
    QTest::newRow("a box four times") << 8 << 32 << true;
    QTest::newRow("sixteen tokens, not quite four times") << 16 << 63 << false;
    QTest::newRow("sixteen tokens four times") << 16 << 64 << true;
    QTest::newRow("seventeen tokens four times") << 17 << 68 << false;
}

void LoopDetectorTest::tellsLoopsFromRepetition()
{
    QFETCH(const int, period);
    QFETCH(const int, length);
    QFETCH(const bool, loop);
    QCOMPARE(endsInLoop(repeated(std::size_t(period), std::size_t(length))), loop);
}

QTEST_APPLESS_MAIN(LoopDetectorTest)
#include "loop_detector_test.moc"
