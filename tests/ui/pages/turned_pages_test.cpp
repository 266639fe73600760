// Pages that are turned and straightened in the window: what is seen, what is kept, what the worker is told.

#include <QApplication>
#include <QImage>
#include <QItemSelectionModel>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/ui_test.h"
#include "ui/jobs/job_controller.h"
#include "ui/jobs/task_bar.h"
#include "ui/main_window.h"
#include "ui/page_view/page_view.h"
#include "ui/pages/page_list_model.h"
#include "ui/pages/page_strip.h"
#include "ui/project/project_file.h"
#include "ui/results/review_crop.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;

// Sixty lines of words that fall to the right by so many degrees.
QString crookedScan(const QTemporaryDir& folder, double degrees)
{
    QImage page(1654, 2339, QImage::Format_RGB32);
    page.fill(Qt::white);
    QPainter painter(&page);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(827, 1170);
    painter.rotate(degrees);
    for (int line = 0; line < 60; ++line)
        for (int word = 0; word < 12; ++word)
            painter.fillRect(-650 + word * 110, -950 + line * 32, 60 + (line * 7 + word * 13) % 40, 14, Qt::black);
    painter.end();
    const QString file = folder.filePath(QStringLiteral("scan.png"));
    page.save(file);
    return file;
}

} // namespace

class TurnedPagesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { start(""); }
    void cleanup() { m_window.reset(); }
    void aTurnIsSeenAtOnceAndUndone();
    void chosenPagesAreTurnedTogether();
    void whatWasReadTurnsWithThePage();
    void regionsAreDrawnOnATurnedPage();
    void theWorkerIsTold();
    void aPageIsShownAsItWasRead();
    void aCrookedScanIsStraightened();
    void itIsKeptInTheProject();

private:
    void start(const char* script);
    void open(const QString& file);
    void trigger(Command command) { m_window->actions().action(command).trigger(); }
    [[nodiscard]] PageCanvas& canvas() { return m_window->pageView().canvas(); }
    [[nodiscard]] Project& project() { return m_window->project(); }
    [[nodiscard]] PageStrip& strip() { return *m_window->findChild<PageStrip*>(); }
    [[nodiscard]] QSize thumbnail(int row)
    {
        return strip().model()->index(row, 0).data(Qt::DecorationRole).value<QPixmap>().size();
    }
    [[nodiscard]] QSize seenSize()
    {
        return canvas().mapFromScene(canvas().regions().pageRect()).boundingRect().size();
    }

    std::unique_ptr<MainWindow> m_window;
    QTemporaryDir m_folder;
};

void TurnedPagesTest::start(const char* script)
{
    qputenv("PALIMPSEST_SCRIPT", script);
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TurnedPagesTest::open(const QString& file)
{
    m_window->openPaths({ file });
    QTRY_VERIFY_WITH_TIMEOUT(!canvas().pageSize().isEmpty(), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!thumbnail(0).isEmpty(), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->actions().action(Command::RunPage).isEnabled(), kPatienceMs);
    m_window->findChild<TaskBar*>()->setTask(QStringLiteral("ocr"));
}

void TurnedPagesTest::aTurnIsSeenAtOnceAndUndone()
{
    open(sourceFile(QStringLiteral("resources/samples/letter.pdf")));
    const QSize upright = seenSize();
    QVERIFY(upright.height() > upright.width());
    QVERIFY(thumbnail(0).height() > thumbnail(0).width());
    trigger(Command::TurnRight);
    QVERIFY(seenSize().width() > seenSize().height());
    QVERIFY2(canvas().viewport()->rect().contains(canvas().mapFromScene(canvas().regions().pageRect()).boundingRect()),
        "a page that was fitted is fitted again");
    QVERIFY(thumbnail(0).width() > thumbnail(0).height());
    QCOMPARE(canvas().frame().degrees(), 90.0);
    trigger(Command::TurnOver);
    QCOMPARE(canvas().frame().degrees(), 270.0);
    trigger(Command::TurnLeft);
    trigger(Command::TurnLeft);
    QCOMPARE(canvas().frame().degrees(), 90.0);
    for (int step = 0; step < 4; ++step)
        trigger(Command::Undo);
    QCOMPARE(canvas().frame().degrees(), 0.0);
    QCOMPARE(seenSize(), upright);
    QVERIFY(!project().page(project().pageOrder()[0])->posture.turn);
    trigger(Command::Redo);
    QCOMPARE(canvas().frame().degrees(), 90.0);
}

void TurnedPagesTest::chosenPagesAreTurnedTogether()
{
    open(sourceFile(QStringLiteral("resources/samples/letter.pdf")));
    strip().selectAll();
    trigger(Command::TurnLeft);
    for (const PageId page : project().pageOrder())
        QCOMPARE(project().page(page)->posture.turn, std::optional(270));
    trigger(Command::Undo);
    for (const PageId page : project().pageOrder())
        QVERIFY(!project().page(page)->posture.turn);
    // One that is in view and not among the chosen is meant alone.
    strip().selectionModel()->select(strip().model()->index(1, 0), QItemSelectionModel::ClearAndSelect);
    trigger(Command::TurnRight);
    QCOMPARE(project().page(project().pageOrder()[0])->posture.turn, std::optional(90));
    QVERIFY(!project().page(project().pageOrder()[1])->posture.turn);
}

void TurnedPagesTest::whatWasReadTurnsWithThePage()
{
    open(sourceFile(QStringLiteral("resources/samples/letter.pdf")));
    const PageId page = project().pageOrder()[0];
    QVERIFY(project().addReading(page, sampleTextReading()));
    QTRY_COMPARE(canvas().shapes().size(), std::size_t(3));
    const QRectF box = canvas().shapes()[0].box;
    const QPoint before = canvas().mapFromScene(box.center());
    const QImage upright = reviewCrop(canvas(), 0, std::nullopt);
    trigger(Command::TurnOver);
    QCOMPARE(canvas().shapes()[0].box, box);
    const QPoint after = canvas().mapFromScene(box.center());
    QVERIFY(after.y() > before.y());
    // A click where it is now finds it, and its picture is turned, too.
    QTest::mouseClick(canvas().viewport(), Qt::LeftButton, {}, after);
    const QImage turned = reviewCrop(canvas(), 0, std::nullopt);
    QCOMPARE(turned.size(), upright.size());
    QCOMPARE(turned.convertToFormat(QImage::Format_RGB32),
        upright.convertToFormat(QImage::Format_RGB32).transformed(QTransform().rotate(180)));
    trigger(Command::TurnRight);
    QCOMPARE(canvas().frame().fromPage(box).size(), box.size().transposed());
}

void TurnedPagesTest::regionsAreDrawnOnATurnedPage()
{
    open(sourceFile(QStringLiteral("resources/samples/letter.pdf")));
    const PageId page = project().pageOrder()[0];
    trigger(Command::TurnRight);
    trigger(Command::DrawRegion);
    const QRectF meant(200, 400, 300, 500);
    const QRect onScreen = canvas().mapFromScene(meant).boundingRect();
    QTest::mousePress(canvas().viewport(), Qt::LeftButton, {}, onScreen.topLeft());
    QTest::mouseRelease(canvas().viewport(), Qt::LeftButton, {}, onScreen.bottomRight());
    QCOMPARE(project().page(page)->regions.size(), std::size_t(1));
    const QRectF drawn = canvas().regions().marks()[0].box;
    const double pixel = 2 / canvas().zoomFactor();
    QVERIFY(qAbs(drawn.left() - meant.left()) < pixel && qAbs(drawn.top() - meant.top()) < pixel);
    QVERIFY(qAbs(drawn.width() - meant.width()) < pixel && qAbs(drawn.height() - meant.height()) < pixel);
    // An arrow moves it the way the arrow points on the screen.
    QApplication::setActiveWindow(m_window.get());
    canvas().setFocus();
    const QPoint before = canvas().mapFromScene(drawn).boundingRect().center();
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(&canvas(), Qt::Key_Right);
    const QPoint after = canvas().mapFromScene(canvas().regions().marks()[0].box).boundingRect().center();
    QVERIFY2(after.x() > before.x() && qAbs(after.y() - before.y()) <= 1, "it went another way");
    trigger(Command::TurnLeft);
    QCOMPARE(project().page(page)->regions.size(), std::size_t(1)); // it turned with the page
}

void TurnedPagesTest::theWorkerIsTold()
{
    start("crooked");
    open(sourceFile(QStringLiteral("resources/samples/letter.pdf")));
    const std::vector<PageId> pages = project().pageOrder();
    trigger(Command::TurnRight);
    trigger(Command::Straighten);
    trigger(Command::Straighten); // and leave it as it was scanned
    trigger(Command::RunAll);
    QTRY_VERIFY_WITH_TIMEOUT(project().shownReading(pages[1]) != nullptr, kPatienceMs);
    QCOMPARE(project().shownReading(pages[0])->result->provenance.rotation, 90);
    QCOMPARE(project().shownReading(pages[0])->result->provenance.skew, 0.0);
    // Nobody said anything of the second one; the scripted worker straightens what it may.
    QCOMPARE(project().shownReading(pages[1])->result->provenance.rotation, 0);
    QVERIFY(project().shownReading(pages[1])->result->provenance.skew > 0);
}

// What the reader did of itself is seen, and what a person says takes its place and can be undone.
void TurnedPagesTest::aPageIsShownAsItWasRead()
{
    start("crooked on-its-side");
    open(sourceFile(QStringLiteral("resources/samples/letter.pdf")));
    const PageId page = project().pageOrder()[0];
    QAction& straighten = m_window->actions().action(Command::Straighten);
    QCOMPARE(canvas().frame().degrees(), 0.0);
    trigger(Command::RunPage);
    QTRY_VERIFY_WITH_TIMEOUT(project().shownReading(page) != nullptr, kPatienceMs);
    QCOMPARE(canvas().frame().degrees(), 88.5);
    QVERIFY(thumbnail(0).width() > thumbnail(0).height());
    QVERIFY(straighten.isChecked());
    QVERIFY2(!project().page(page)->posture.turn && !project().page(page)->posture.straight, "nobody said anything");
    straighten.trigger();
    QCOMPARE(canvas().frame().degrees(), 90.0);
    trigger(Command::TurnLeft);
    QCOMPARE(canvas().frame().degrees(), 0.0);
    QCOMPARE(project().page(page)->posture.turn, std::optional(0));
    trigger(Command::Undo);
    trigger(Command::Undo);
    QCOMPARE(canvas().frame().degrees(), 88.5);
    trigger(Command::RemoveResult);
    QCOMPARE(canvas().frame().degrees(), 0.0);
}

void TurnedPagesTest::aCrookedScanIsStraightened()
{
    open(crookedScan(m_folder, 2));
    QAction& straighten = m_window->actions().action(Command::Straighten);
    QVERIFY(!straighten.isChecked());
    QCOMPARE(canvas().frame().degrees(), 0.0);
    straighten.trigger();
    QVERIFY(straighten.isChecked());
    QTRY_VERIFY_WITH_TIMEOUT(qAbs(canvas().frame().degrees() + 2) < 0.3, kPatienceMs);
    trigger(Command::TurnRight);
    QVERIFY(qAbs(canvas().frame().degrees() - 88) < 0.3);
    trigger(Command::Undo);
    trigger(Command::Undo);
    QVERIFY(!straighten.isChecked());
    QCOMPARE(canvas().frame().degrees(), 0.0);
    QVERIFY(!project().page(project().pageOrder()[0])->posture.straight);
}

void TurnedPagesTest::itIsKeptInTheProject()
{
    Project project;
    project.addDocument(QStringLiteral("/a/letter.pdf"), 3, {}, false);
    const std::vector<PageId> pages = project.pageOrder();
    project.turnPages({ pages[1], pages[2] }, 180);
    project.straightenPages({ pages[2] }, false);
    const QString file = m_folder.filePath(QStringLiteral("turned.palimpsest"));
    QVERIFY(writeProject(contentOf(project), file).ok());
    const auto read = readProject(file, m_folder.path());
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().message.c_str());
    for (std::size_t i = 0; i < 3; ++i)
        QCOMPARE(read.value().content.pages[i].posture, project.page(pages[i])->posture);
    QVERIFY(!read.value().content.pages[0].posture.turn);
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::TurnedPagesTest)
#include "turned_pages_test.moc"
