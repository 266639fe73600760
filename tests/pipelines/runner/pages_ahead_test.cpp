// The next page is drawn while this one is read, one at a time, whatever is taken; what goes wrong comes with the page.

#include <QtTest>
#include <algorithm>
#include <atomic>
#include <latch>
#include <new>
#include <thread>

#include "pipelines/runner/pages_ahead.h"
#include "tests/support/golden_file.h"

using namespace palimpsest;

class PagesAheadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsWhileSomebodyReads();
    void oneAtATimeInAnyOrder();
    void pagesAreThoseOfTheirDocuments();
    void failuresComeWithThePage();
    void aStopEndsTheDrawing();
    void leavingEndsTheDrawing();
    void asManyWaitAsThereIsRoomFor_data();
    void asManyWaitAsThereIsRoomFor();
};

namespace {

ComingPage page(std::size_t index)
{
    return { "drawn", index };
}

PageImage imageOf(const ComingPage& coming)
{
    return { {}, 0, coming.pageIndex, "drawn" };
}

// Waits for the stop, ten seconds at most.
Result<PageImage> untilStopped(const ComingPage& coming, const std::stop_token& stop)
{
    for (int i = 0; i < 1000 && !stop.stop_requested(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return stop.stop_requested() ? Result<PageImage>(Error{ ErrorCode::Cancelled, "stopped on request" })
                                 : imageOf(coming);
}

} // namespace

void PagesAheadTest::drawsWhileSomebodyReads()
{
    const auto reader = std::this_thread::get_id();
    std::latch drawn(1);
    bool elsewhere = false;
    PagesAhead ahead({ page(0), page(1) }, {}, [&](const ComingPage& coming, const std::stop_token&) {
        if (coming.pageIndex == 1) {
            elsewhere = std::this_thread::get_id() != reader;
            drawn.count_down();
        }
        return imageOf(coming);
    });
    QCOMPARE(ahead.take(page(0), {}).value().pageIndex, std::size_t{ 0 });
    for (int i = 0; i < 1000 && !drawn.try_wait(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    QVERIFY(drawn.try_wait()); // and not for take()
    QCOMPARE(ahead.take(page(1), {}).value().pageIndex, std::size_t{ 1 });
    QVERIFY(elsewhere);
    QVERIFY(ahead.takeTimes().waitedSeconds > 0);
    QCOMPARE(ahead.takeTimes().waitedSeconds, 0.0);
}

void PagesAheadTest::oneAtATimeInAnyOrder()
{
    std::atomic<int> drawing = 0;
    std::atomic<bool> together = false;
    std::vector<std::size_t> order;
    PagesAhead ahead({ page(0), page(1), page(2), page(3) }, {}, [&](const ComingPage& coming, const std::stop_token&) {
        together = together || ++drawing > 1;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        order.push_back(coming.pageIndex);
        --drawing;
        return imageOf(coming);
    });
    for (const std::size_t index : { 0, 0, 1, 3, 7 }) // once more, the next, past one, and one that nobody expected
        QCOMPARE(ahead.take(page(index), {}).value().pageIndex, index);
    QVERIFY(!together);
    const auto timesDrawn = [&order](std::size_t index) { return std::count(order.begin(), order.end(), index); };
    QCOMPARE(timesDrawn(0), 2);
    QCOMPARE(timesDrawn(1), 1); // drawn ahead, it was kept meanwhile
    QVERIFY(timesDrawn(2) <= 1);
    QCOMPARE(timesDrawn(3), 1);
}

void PagesAheadTest::pagesAreThoseOfTheirDocuments()
{
    const std::string two = goldenPath("documents/two_pages.tiff");
    const std::string one = goldenPath("documents/rgb.png");
    PagesAhead ahead({ { two, 0 }, { two, 1 }, { one, 0 } }, {});
    for (const ComingPage& coming : { ComingPage{ two, 0 }, ComingPage{ two, 1 }, ComingPage{ one, 0 } }) {
        auto source = PageSource::open(coming.file);
        QVERIFY(source.ok());
        SourceAhead document(*source.value(), coming.file, ahead);
        QCOMPARE(document.pageCount(), source.value()->pageCount());
        const auto drawn = document.render(coming.pageIndex, kDefaultDpi, {});
        const auto expected = source.value()->render(coming.pageIndex);
        QVERIFY(drawn.ok() && expected.ok());
        QVERIFY(drawn.value().image.pixels == expected.value().image.pixels);
        QCOMPARE(drawn.value().pageIndex, coming.pageIndex);
    }
}

void PagesAheadTest::failuresComeWithThePage()
{
    PagesAhead ahead(
        { page(0), page(1), page(2) }, {}, [](const ComingPage& coming, const std::stop_token&) -> Result<PageImage> {
            if (coming.pageIndex == 1)
                return Error{ ErrorCode::BadInput, "torn" };
            throw std::bad_alloc();
        });
    for (const auto& [index, code] : { std::pair{ 0, ErrorCode::OutOfMemory }, std::pair{ 1, ErrorCode::BadInput },
             std::pair{ 2, ErrorCode::OutOfMemory } }) {
        const auto taken = ahead.take(page(static_cast<std::size_t>(index)), {});
        QVERIFY(!taken.ok());
        QCOMPARE(taken.error().code, code);
    }
}

void PagesAheadTest::aStopEndsTheDrawing()
{
    PagesAhead ahead({ page(0), page(1), page(2) }, {}, [](const ComingPage& coming, const std::stop_token& stop) {
        if (stop.stop_requested())
            return Result<PageImage>(Error{ ErrorCode::Cancelled, "stopped on request" });
        return coming.pageIndex == 1 ? untilStopped(coming, stop) : imageOf(coming);
    });
    QVERIFY(ahead.take(page(0), {}).ok());
    std::stop_source stop;
    stop.request_stop();
    const auto taken = ahead.take(page(1), stop.get_token());
    QVERIFY(!taken.ok() && taken.error().code == ErrorCode::Cancelled);
    QVERIFY(ahead.take(page(2), {}).ok()); // the page behind it was not stopped
}

void PagesAheadTest::leavingEndsTheDrawing()
{
    std::atomic<bool> stopped = false;
    {
        PagesAhead ahead({ page(0), page(1) }, {}, [&stopped](const ComingPage& coming, const std::stop_token& stop) {
            if (coming.pageIndex == 0)
                return Result<PageImage>(imageOf(coming));
            auto drawing = untilStopped(coming, stop);
            stopped = !drawing.ok();
            return drawing;
        });
        QVERIFY(ahead.take(page(0), {}).ok());
    }
    QVERIFY(stopped);
}

void PagesAheadTest::asManyWaitAsThereIsRoomFor_data()
{
    QTest::addColumn<std::size_t>("pages");
    QTest::addColumn<std::size_t>("bytes");
    QTest::addColumn<int>("waiting");
    QTest::newRow("three pages") << std::size_t{ 3 } << std::size_t{ 1000 } << 3;
    QTest::newRow("fifteen bytes of ten a page") << std::size_t{ 3 } << std::size_t{ 15 } << 2;
    QTest::newRow("always the next one") << std::size_t{ 0 } << std::size_t{ 0 } << 1;
}

void PagesAheadTest::asManyWaitAsThereIsRoomFor()
{
    QFETCH(const std::size_t, pages);
    QFETCH(const std::size_t, bytes);
    QFETCH(const int, waiting);
    std::atomic<int> drawn = 0;
    PagesAhead ahead({ page(0), page(1), page(2), page(3), page(4) }, { pages, bytes },
        [&drawn](const ComingPage& coming, const std::stop_token&) {
            ++drawn;
            PageImage image = imageOf(coming);
            image.image.pixels.resize(10);
            return Result<PageImage>(std::move(image));
        });
    for (int taken = 0; taken < 2; ++taken) {
        QTRY_COMPARE(drawn.load(), waiting + taken);
        QTest::qSleep(20); // and no further one
        QCOMPARE(drawn.load(), waiting + taken);
        QVERIFY(ahead.take(page(static_cast<std::size_t>(taken)), {}).ok());
    }
}

QTEST_APPLESS_MAIN(PagesAheadTest)
#include "pages_ahead_test.moc"
