// Figures of pages against closed forms.

#include <QtTest>

#include "engine/base/resident_memory.h"
#include "pipelines/batch/page_times.h"

using namespace palimpsest;

class PageTimesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void slopes();
    void sharesAndWaits();
    void residentMemoryGrows();
};

void PageTimesTest::slopes()
{
    QCOMPARE(slopeOf(std::vector<double>{ 3, 5, 7, 9 }), 2.0);
    QCOMPARE(slopeOf(std::vector<double>{ 4, 4, 4 }), 0.0);
    QCOMPARE(slopeOf(std::vector<double>{ 0, 1, 5 }), 2.5); // (1 * 3 + -1 * -2) / 2
    QCOMPARE(slopeOf(std::vector<double>{ 8 }), 0.0);
    QCOMPARE(slopeOf({}), 0.0);
}

void PageTimesTest::sharesAndWaits()
{
    const std::vector<MeasuredPage> pages{
        { .seconds = { 0.5, 0.25, 1, 0, 0.125, 0.125 }, .drawSeconds = 0.5, .residentBytes = 9000 },
        { .seconds = { 0.0005, 0.25, 1, 0, 0.125, 0.125 }, .drawSeconds = 0.25, .residentBytes = 1000 },
        { .seconds = { 0.25, 0.25, 1, 0, 0.125, 0.125 }, .drawSeconds = 0.75, .residentBytes = 1100 },
    };
    const BatchFigures figures = figuresOf(pages);
    QCOMPARE(figures.totalSeconds, 5.2505);
    QCOMPARE(figures.outsideModel, 1 - 3 / 5.2505);
    QCOMPARE(figures.secondsPerPage[kModelStage], 1.0);
    QCOMPARE(figures.drawSecondsPerPage, 0.5);
    QCOMPARE(figures.waitedPages, std::size_t{ 1 }); // neither the first nor half a millisecond
    QCOMPARE(figures.waitedSeconds, 0.2505);
    QCOMPARE(figures.firstResidentBytes, std::uint64_t{ 9000 });
    QCOMPARE(figures.lastResidentBytes, std::uint64_t{ 1100 });
    QCOMPARE(figures.largestResidentBytes, std::uint64_t{ 9000 });
    QCOMPARE(figures.residentBytesPerPage, 100.0); // behind the first page
    std::vector<MeasuredPage> more(9, pages.back());
    for (std::size_t i = 0; i < more.size(); ++i)
        more[i].residentBytes = i < 5 ? 1000 * i : 5000 + i;
    QCOMPARE(figuresOf(more).steadyBytesPerPage, 1.0);
}

void PageTimesTest::residentMemoryGrows()
{
    constexpr std::size_t kBytes = 64 << 20;
    const std::uint64_t before = residentMemoryBytes();
    const std::vector<char> block(kBytes, 'x');
    const std::uint64_t after = residentMemoryBytes();
    QVERIFY(before > 0 && after >= before + kBytes * 9 / 10 && block.back() == 'x');
    QVERIFY(peakMemoryBytes() >= after);
}

QTEST_APPLESS_MAIN(PageTimesTest)
#include "page_times_test.moc"
