// Regions in the window: drawn, given tasks, found and read by a scripted worker; what is chosen in one place is chosen
// in the others.

#include <QApplication>
#include <QComboBox>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>
#include <nlohmann/json.hpp>

#include "tests/ui/ui_test.h"
#include "ui/jobs/job_controller.h"
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/page_view/page_view.h"
#include "ui/project/project_file.h"
#include "ui/project/result_items.h"
#include "ui/regions/region_menu.h"
#include "ui/results/result_panel.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;

} // namespace

class RegionWindowTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void regionsAreDrawnAndUndone();
    void aKeyGivesATask();
    void chipsOpenAMenuThatSaysWhy();
    void tasksThatWantWordsAsk();
    void foundRegionsAreProposed();
    void regionsAreReadAndLinked();
    void whatIsNotReadIsLeftOutAndSaid();
    void regionsAreOfTheirPage();
    void theyAreKeptAndReadAloud();

private:
    [[nodiscard]] QAction& action(Command command) { return m_window->actions().action(command); }
    [[nodiscard]] PageCanvas& canvas() { return m_window->pageView().canvas(); }
    [[nodiscard]] PageId page() { return m_window->pageView().shownPage(); }
    [[nodiscard]] const std::vector<Region>& regions() { return m_window->project().page(page())->regions; }
    [[nodiscard]] const Reading* reading() { return m_window->project().shownReading(page()); }
    RegionId addRegion(double top, const char* task);

    std::unique_ptr<MainWindow> m_window;
};

void RegionWindowTest::init()
{
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->openPaths({ sourceFile(QStringLiteral("resources/samples/letter.pdf")) });
    QTRY_VERIFY_WITH_TIMEOUT(!canvas().pageSize().isEmpty(), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(action(Command::FindRegions).isEnabled(), kPatienceMs);
    QApplication::setActiveWindow(m_window.get());
    canvas().setFocus();
}

RegionId RegionWindowTest::addRegion(double top, const char* task)
{
    Region region;
    region.box = QRectF(72, top, 360, 108);
    region.task = QLatin1String(task);
    return m_window->project().addRegion(page(), region);
}

void RegionWindowTest::regionsAreDrawnAndUndone()
{
    action(Command::DrawRegion).trigger();
    QVERIFY(canvas().regionTool().isDrawing());
    const QSize size = canvas().pageSize();
    const QPoint from = canvas().mapFromScene(size.width() * 0.25, size.height() * 0.25);
    const QPoint to = canvas().mapFromScene(size.width() * 0.5, size.height() * 0.375);
    QTest::mousePress(canvas().viewport(), Qt::LeftButton, {}, from);
    QTest::mouseRelease(canvas().viewport(), Qt::LeftButton, {}, to);
    QCOMPARE(regions().size(), std::size_t(1));
    // In points: of a page of 595 x 842.
    QVERIFY(std::abs(regions()[0].box.left() - 149) < 3 && std::abs(regions()[0].box.bottom() - 316) < 3);
    QCOMPARE(canvas().regions().current(), std::optional<std::size_t>(0));
    QVERIFY(canvas().accessibleDescription().contains(QLatin1String("Region 1 of 1")));
    QTest::keyClick(&canvas(), Qt::Key_Escape);
    QVERIFY(!action(Command::DrawRegion).isChecked());

    const QRectF before = regions()[0].box;
    QTest::keyClick(&canvas(), Qt::Key_Right);
    QTest::keyClick(&canvas(), Qt::Key_Right);
    QVERIFY(std::abs(regions()[0].box.left() - before.left() - 2) < 0.01); // a point a key
    QTest::keyClick(&canvas(), Qt::Key_Down, Qt::ShiftModifier);
    QVERIFY(std::abs(regions()[0].box.height() - before.height() - 1) < 0.01);
    action(Command::Undo).trigger();
    action(Command::Undo).trigger();
    QCOMPARE(regions()[0].box, before);
    QTest::keyClick(&canvas(), Qt::Key_Delete);
    QVERIFY(regions().empty());
    action(Command::Undo).trigger();
    QCOMPARE(regions().size(), std::size_t(1));
    QTest::keyClick(&canvas(), Qt::Key_Insert);
    QCOMPARE(regions().size(), std::size_t(2));
}

void RegionWindowTest::aKeyGivesATask()
{
    addRegion(72, "ocr");
    canvas().regionTool().choose(0);
    QTest::keyClick(&canvas(), Qt::Key_T);
    QCOMPARE(regions()[0].task, QStringLiteral("table"));
    QVERIFY(canvas().regions().marks()[0].chip.contains(QLatin1String("Table")));
    action(Command::Undo).trigger();
    QCOMPARE(regions()[0].task, QStringLiteral("ocr"));
    QTest::keyClick(&canvas(), Qt::Key_C); // no molecules with this model
    QCOMPARE(regions()[0].task, QStringLiteral("ocr"));
    QVERIFY(m_window->messages().shownText().contains(QLatin1String("nobody taught it")));
    canvas().regionTool().choose(std::nullopt);
    QTest::keyClick(&canvas(), Qt::Key_T); // of the next that is drawn
    QVERIFY(canvas().regionTool().isDrawing());
    canvas().regionTool().addInView();
    QCOMPARE(regions()[1].task, QStringLiteral("table"));
    // In a field it is a letter.
    auto* const tasks = m_window->findChild<QComboBox*>(QStringLiteral("tasks"));
    auto* const prompt = m_window->findChild<QLineEdit*>(QStringLiteral("prompt"));
    tasks->setCurrentIndex(tasks->findData(QStringLiteral("question")));
    canvas().regionTool().choose(0);
    prompt->setFocus();
    QTest::keyClick(prompt, Qt::Key_T);
    QCOMPARE(prompt->text(), QStringLiteral("t"));
    QCOMPARE(regions()[0].task, QStringLiteral("ocr"));
}

void RegionWindowTest::chipsOpenAMenuThatSaysWhy()
{
    addRegion(72, "ocr");
    canvas().regionTool().choose(0);
    QTest::keyClick(&canvas(), Qt::Key_Return);
    auto* const menu = m_window->findChild<RegionMenu*>();
    QVERIFY(menu != nullptr);
    QTRY_VERIFY(menu->isVisible());
    for (QAction* const entry : menu->actions())
        if (entry->text() == QLatin1String("Table"))
            entry->trigger();
    menu->close();
    QCOMPARE(regions()[0].task, QStringLiteral("table"));
}

void RegionWindowTest::tasksThatWantWordsAsk()
{
    addRegion(72, "ocr");
    canvas().regionTool().choose(0);
    QTest::keyClick(&canvas(), Qt::Key_A);
    auto* dialog = m_window->findChild<QInputDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->reject();
    QCOMPARE(regions()[0].task, QStringLiteral("ocr"));
    QTRY_VERIFY(m_window->findChild<QInputDialog*>() == nullptr);
    QApplication::setActiveWindow(m_window.get());
    canvas().setFocus();
    QTest::keyClick(&canvas(), Qt::Key_A);
    dialog = m_window->findChild<QInputDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->setTextValue(QStringLiteral("how many?"));
    dialog->accept();
    QCOMPARE(regions()[0].task, QStringLiteral("question"));
    QCOMPARE(regions()[0].prompt, QStringLiteral("how many?"));
    action(Command::ReadRegions).trigger();
    QTRY_VERIFY_WITH_TIMEOUT(reading() != nullptr, kPatienceMs);
    QCOMPARE(itemAt(reading()->result->content, 0).text, QStringLiteral("the answer to how many?"));
}

void RegionWindowTest::foundRegionsAreProposed()
{
    action(Command::FindRegions).trigger();
    QTRY_COMPARE_WITH_TIMEOUT(regions().size(), std::size_t(3), kPatienceMs);
    QVERIFY(canvas().regions().marks()[0].dashed);
    QCOMPARE(regions()[1].task, QStringLiteral("table"));
    QVERIFY(std::abs(regions()[1].box.left() - 72) < 0.01); // 200 pixels at 200 dpi
    QVERIFY(canvas().regions().marks()[2].note.contains(QLatin1String("does not read music")));
    QTRY_VERIFY(reading() != nullptr);
    QCOMPARE(reading()->reviews.size(), std::size_t(4)); // three lines and a table
    QCOMPARE(canvas().regions().marks()[0].badge, QStringLiteral("100 dpi"));
    canvas().regionTool().choose(0);
    QTest::keyClick(&canvas(), Qt::Key_Right);
    QVERIFY(!canvas().regions().marks()[0].dashed);
    QVERIFY2(canvas().regions().marks()[0].badge.isEmpty(), "it was not read where it is now");

    // The same by running the page for whatever fits.
    auto* const tasks = m_window->findChild<QComboBox*>(QStringLiteral("tasks"));
    tasks->setCurrentIndex(tasks->findData(QStringLiteral("auto")));
    action(Command::RunPage).trigger();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->project().page(page())->readings.size(), std::size_t(2), kPatienceMs);
    QCOMPARE(regions().size(), std::size_t(3));
    QVERIFY(!regions()[0].proposed);
}

void RegionWindowTest::regionsAreReadAndLinked()
{
    addRegion(72, "ocr");
    addRegion(360, "ocr");
    canvas().regionTool().choose(1);
    QVERIFY(action(Command::ReadRegion).isEnabled());
    action(Command::ReadRegions).trigger();
    QTRY_VERIFY_WITH_TIMEOUT(reading() != nullptr, kPatienceMs);
    QCOMPARE(reading()->reviews.size(), std::size_t(6));
    QTRY_COMPARE(canvas().shapes().size(), std::size_t(6));
    QVERIFY(canvas().shapes()[3].box.top() > canvas().shapes()[2].box.top());

    // Region, list, box.
    canvas().regionTool().choose(0);
    QCOMPARE(m_window->results().currentItem(), std::optional<std::size_t>(0));
    canvas().regionTool().choose(1);
    QCOMPARE(m_window->results().currentItem(), std::optional<std::size_t>(3));
    m_window->results().setCurrentItem(2);
    QCOMPARE(canvas().regions().current(), std::optional<std::size_t>(0));
    const QPoint inBox = canvas().mapFromScene(canvas().shapes()[4].box.center());
    QTest::mouseClick(canvas().viewport(), Qt::LeftButton, {}, inBox);
    QCOMPARE(m_window->results().currentItem(), std::optional<std::size_t>(4));
    QCOMPARE(canvas().regions().current(), std::optional<std::size_t>(1));
    canvas().regionTool().choose(1); // where a line of it is chosen already, that one stays
    QCOMPARE(m_window->results().currentItem(), std::optional<std::size_t>(4));
    QVERIFY(!canvas().seenTiles().empty());
    QVERIFY(canvas().seenCaption().contains(QLatin1String("100")));

    // One alone, among the others.
    m_window->project().setItemText(page(), 0, QStringLiteral("my words"));
    action(Command::ReadRegion).trigger();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->project().page(page())->readings.size(), std::size_t(2), kPatienceMs);
    QCOMPARE(reading()->reviews.size(), std::size_t(6));
    QCOMPARE(reading()->id, m_window->project().page(page())->readings[1].id);
    QCOMPARE(itemAt(reading()->result->content, 0).text, QStringLiteral("my words"));
}

void RegionWindowTest::whatIsNotReadIsLeftOutAndSaid()
{
    addRegion(72, "ocr");
    addRegion(360, "molecule");
    action(Command::ReadRegions).trigger();
    QVERIFY(m_window->messages().shownText().contains(QLatin1String("nobody taught it")));
    QTRY_VERIFY_WITH_TIMEOUT(reading() != nullptr, kPatienceMs);
    QCOMPARE(reading()->reviews.size(), std::size_t(3));
    QCOMPARE(canvas().regions().marks()[1].badge, QString());
}

void RegionWindowTest::regionsAreOfTheirPage()
{
    addRegion(72, "ocr");
    QCOMPARE(canvas().regions().marks().size(), std::size_t(1));
    action(Command::NextPage).trigger();
    QTRY_VERIFY_WITH_TIMEOUT(action(Command::DrawRegion).isEnabled(), kPatienceMs);
    QVERIFY(canvas().regions().marks().empty());
    QVERIFY(!action(Command::ReadRegions).isEnabled());
    action(Command::PreviousPage).trigger();
    QTRY_COMPARE_WITH_TIMEOUT(canvas().regions().marks().size(), std::size_t(1), kPatienceMs);
    action(Command::CloseDocument).trigger();
    QVERIFY(canvas().regions().marks().empty());
    QVERIFY(!action(Command::DrawRegion).isEnabled());
}

void RegionWindowTest::theyAreKeptAndReadAloud()
{
    addRegion(72, "table");
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("p.palimpsest"));
    QVERIFY(writeProject(contentOf(m_window->project()), file).ok());
    const auto read = readProject(file, folder.path());
    QVERIFY(read.ok());
    QCOMPARE(read.value().content.pages.front().regions, regions());
    QTest::keyClick(&canvas(), Qt::Key_Tab);
    const QString spoken = canvas().accessibleDescription();
    QVERIFY2(
        spoken.contains(QLatin1String("Region 1 of 1")) && spoken.contains(QLatin1String("Table")), qPrintable(spoken));
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::RegionWindowTest)
#include "region_window_test.moc"
