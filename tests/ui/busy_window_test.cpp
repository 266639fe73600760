// The window with much in it: hundreds of pages, results of thousands of boxes from the worker, a page of seventy
// million pixels. How long it does not answer is measured and told; the bounds stand above what a machine with other
// work to do may add.

#include <QImage>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

#include "tests/ui/ui_test.h"
#include "ui/jobs/job_controller.h"
#include "ui/jobs/task_bar.h"
#include "ui/main_window.h"
#include "ui/page_view/page_view.h"
#include "ui/pages/page_strip.h"
#include "ui/project/project_keeper.h"
#include "ui/project/result_items.h"
#include "ui/results/result_panel.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 60'000;
constexpr double kMostProcessorMs = 50; // of the GUI thread in one go
constexpr std::size_t kPages = 300;
constexpr int kBoxes = 2000;

// A sheet of print: fifty lines of eight words, one of which is doubtful.
Reading sheetOfText(int number)
{
    OcrResult text;
    for (int i = 0; i < 50; ++i) {
        const double top = 150 + 40 * i;
        TextLine line{ {}, { 150, top, 1500, top + 30 }, 0.98, {} };
        for (int word = 0; word < 8; ++word) {
            const double left = 150 + 170 * word;
            const std::string letters = "word" + std::to_string(number) + std::to_string(word);
            line.text += (word > 0 ? " " : "") + letters;
            line.pieces.push_back(
                { letters, { left, top, left + 150, top + 30 }, i % 10 == 0 && word == 3 ? 0.5 : 0.99, 0 });
        }
        text.lines.push_back(std::move(line));
    }
    Reading reading = sampleTextReading();
    PageResult result = *reading.result;
    result.content = std::move(text);
    reading.result = std::make_shared<const PageResult>(std::move(result));
    return reading;
}

} // namespace

class BusyWindowTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hundredsOfPages();
    void aResultOfThousandsOfBoxes();
    void aLargeSheetIsMovedSmoothly();
};

void BusyWindowTest::hundredsOfPages()
{
    WatchedApplication& watch = WatchedApplication::instance();
    MainWindow window;
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    Project& project = window.project();
    watch.forget();
    watch.during("open", [&] { project.addDocument(QStringLiteral("/nowhere/book.pdf"), kPages, {}, false); });
    const std::vector<PageId> pages = project.pageOrder();
    for (std::size_t i = 0; i < kPages; ++i) {
        Reading reading = sheetOfText(static_cast<int>(i));
        watch.during("arrive", [&] { project.addReading(pages[i], std::move(reading)); });
        if (i % 20 == 0)
            QTest::qWait(1);
    }
    QTest::qWait(50);
    qInfo("while %zu pages came: %s", kPages, qPrintable(watch.report()));
    auto* const strip = window.findChild<PageStrip*>();
    watch.during("go to a page", [&] { strip->showPage(pages[kPages / 2]); });
    for (std::size_t item = 0; item < 10; ++item)
        watch.during("choose", [&] { window.results().setCurrentItem(item); });
    for (int i = 0; i < 5; ++i)
        watch.during("next doubtful place", [&] { window.actions().action(Command::NextDoubtful).trigger(); });
    watch.during("edit", [&] { project.setItemText(pages[kPages / 2], 3, QStringLiteral("corrected")); });
    watch.during("undo", [&] { project.history().undo(); });
    watch.during("autosave", [&] { window.keeper().autosaveNow(); });
    QTest::qWait(50);
    qInfo("with %zu pages, all of it: %s", kPages, qPrintable(watch.report()));
    QVERIFY2(watch.mostProcessorMs() < kMostProcessorMs, qPrintable(watch.report()));
}

void BusyWindowTest::aResultOfThousandsOfBoxes()
{
    qputenv("PALIMPSEST_SCRIPT", "large");
    WatchedApplication& watch = WatchedApplication::instance();
    MainWindow window;
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.openPaths({ sourceFile(QStringLiteral("resources/samples/letter.pdf")) });
    QTRY_VERIFY_WITH_TIMEOUT(!window.pageView().canvas().pageSize().isEmpty(), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(window.actions().action(Command::RunAll).isEnabled(), kPatienceMs);
    window.findChild<TaskBar*>()->setTask(QStringLiteral("ocr"));
    watch.forget();
    QSignalSpy ended(&window.jobs(), &JobController::runEnded);
    watch.during("run", [&] { window.actions().action(Command::RunAll).trigger(); });
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
    qunsetenv("PALIMPSEST_SCRIPT");
    QTRY_COMPARE_WITH_TIMEOUT(window.pageView().canvas().shapes().size(), std::size_t(kBoxes), kPatienceMs);
    qInfo("while results of %d boxes came: %s", kBoxes, qPrintable(watch.report()));
    watch.during("choose", [&] { window.results().setCurrentItem(kBoxes / 2); });
    watch.during("zoom", [&] { window.actions().action(Command::ZoomIn).trigger(); });
    watch.during("edit",
        [&] { window.project().setItemText(window.project().pageOrder().front(), 7, QStringLiteral("corrected")); });
    watch.during("undo", [&] { window.project().history().undo(); });
    QTest::qWait(50);
    qInfo("with %d boxes, all of it: %s", kBoxes, qPrintable(watch.report()));
    QVERIFY2(watch.mostProcessorMs() < kMostProcessorMs, qPrintable(watch.report()));
}

// A3 at 600 dpi, with boxes all over it.
void BusyWindowTest::aLargeSheetIsMovedSmoothly()
{
    const QSize pixels(7016, 9921);
    PageCanvas canvas;
    canvas.resize(1200, 900);
    QImage page(pixels * 0.75, QImage::Format_RGB32);
    page.fill(Qt::white);
    canvas.setPage(page, pixels, smallerOf(page));
    std::vector<OverlayShape> shapes;
    for (int i = 0; i < kBoxes; ++i) {
        const QRectF box(100 + 1700 * (i % 4), 60 + 19.5 * (i / 4), 1500, 16); // NOLINT: whole rows
        shapes.push_back({ .box = box,
            .label = {},
            .colour = Qt::blue,
            .doubts = { box.adjusted(200, 0, -1200, 0) },
            .mask = {},
            .maskBox = {} });
    }
    canvas.setShapes(std::move(shapes));
    canvas.show();
    QVERIFY(QTest::qWaitForWindowExposed(&canvas));
    const auto framesOf = [&](double zoom, double turn) {
        canvas.setTurn(turn);
        canvas.setZoomFactor(zoom);
        QList<double> frames;
        for (int i = 0; i < 25; ++i) {
            canvas.verticalScrollBar()->setValue(canvas.verticalScrollBar()->value() + 17);
            const double before = WatchedApplication::processorMs();
            canvas.viewport()->repaint();
            frames.append(WatchedApplication::processorMs() - before);
        }
        std::sort(frames.begin(), frames.end());
        qInfo("zoom %.2f, turned by %.0f: a frame takes %.1f ms of the processor in the middle, %.1f at most", zoom,
            turn, frames[12], frames.back());
        return frames[12];
    };
    for (const double turn : { 0.0, 90.0 })
        for (const double zoom : { 0.08, 0.25, 1.0 })
            QVERIFY(framesOf(zoom, turn) < kMostProcessorMs);
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::BusyWindowTest)
#include "busy_window_test.moc"
