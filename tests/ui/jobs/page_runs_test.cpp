// Runs over some of the pages: chosen in the strip or by their numbers, reported when they end, with a way to try again
// what failed. And the same numbers where pages are exported.

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include "tests/ui/ui_test.h"
#include "ui/export/export_dialog.h"
#include "ui/jobs/job_controller.h"
#include "ui/jobs/pages_dialog.h"
#include "ui/jobs/run_report.h"
#include "ui/jobs/task_bar.h"
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/page_view/page_view.h"
#include "ui/pages/page_range_field.h"
#include "ui/pages/page_strip.h"
#include "ui/translation.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;

} // namespace

class PageRunsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installTranslations(QStringLiteral("en")); } // for its plurals
    void init();
    void cleanup();
    void numbersAreReadAsOnTheCommandLine_data();
    void numbersAreReadAsOnTheCommandLine();
    void pagesAreRunByTheirNumbers();
    void chosenPagesAreRun();
    void aRunIsReported();
    void failuresAreNamedAndTriedAgain();
    void pagesAreExportedByTheirNumbers();
    void whatIsLeftIsRead();
    void textThatPagesHoldIsOffered();

private:
    void open();
    void trigger(Command command) { m_window->actions().action(command).trigger(); }
    [[nodiscard]] std::vector<std::size_t> readPages();

    std::unique_ptr<MainWindow> m_window;
};

void PageRunsTest::init()
{
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void PageRunsTest::cleanup()
{
    m_window.reset();
    qunsetenv("PALIMPSEST_SCRIPT");
}

// Twelve pages of a document that is not there: the scripted worker looks at none.
void PageRunsTest::open()
{
    m_window->project().addDocument(QStringLiteral("/nowhere/report.pdf"), 12, {}, false);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->actions().action(Command::RunPages).isEnabled(), kPatienceMs);
}

std::vector<std::size_t> PageRunsTest::readPages()
{
    std::vector<std::size_t> numbers;
    for (const PageId page : m_window->project().pageOrder())
        if (m_window->project().shownReading(page) != nullptr)
            numbers.push_back(m_window->project().page(page)->index + 1);
    return numbers;
}

void PageRunsTest::numbersAreReadAsOnTheCommandLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("indices"); // empty: they make no sense
    QTest::newRow("some") << QStringLiteral("1-4,9") << QList<int>{ 0, 1, 2, 3, 8 };
    QTest::newRow("an open end") << QStringLiteral(" 11- ") << QList<int>{ 10, 11 };
    QTest::newRow("a word") << QStringLiteral("all") << QList<int>();
    QTest::newRow("none") << QStringLiteral("0") << QList<int>();
    QTest::newRow("past the end") << QStringLiteral("3,13") << QList<int>();
}

void PageRunsTest::numbersAreReadAsOnTheCommandLine()
{
    QFETCH(const QString, text);
    QFETCH(const QList<int>, indices);
    PageRangeField field(12);
    QVERIFY(!field.indices() && field.complaint().isEmpty()); // nothing is typed yet
    field.setText(text);
    QCOMPARE(field.indices().has_value(), !indices.isEmpty());
    if (indices.isEmpty()) {
        QVERIFY2(field.complaint().contains(text) && field.complaint().contains(QLatin1String("12")),
            qPrintable(field.complaint()));
        field.setText({});
        QVERIFY(field.complaint().isEmpty());
        return;
    }
    QVERIFY(field.complaint().isEmpty());
    QCOMPARE(QList<int>(field.indices()->begin(), field.indices()->end()), indices);
}

void PageRunsTest::pagesAreRunByTheirNumbers()
{
    open();
    trigger(Command::RunPages);
    auto* const dialog = m_window->findChild<PagesDialog*>();
    QVERIFY(dialog != nullptr);
    const auto buttons = dialog->findChild<QDialogButtonBox*>()->buttons();
    const auto run = std::find_if(buttons.begin(), buttons.end(), [dialog](QAbstractButton* button) {
        return dialog->findChild<QDialogButtonBox*>()->buttonRole(button) == QDialogButtonBox::AcceptRole;
    });
    auto* const field = dialog->findChild<PageRangeField*>();
    QVERIFY(!(*run)->isEnabled());
    field->setText(QStringLiteral("2-13"));
    QVERIFY(!(*run)->isEnabled());
    field->setText(QStringLiteral("2-3,12"));
    (*run)->click();
    QTRY_COMPARE_WITH_TIMEOUT(readPages().size(), std::size_t(3), kPatienceMs);
    QCOMPARE(readPages(), (std::vector<std::size_t>{ 2, 3, 12 }));
}

void PageRunsTest::chosenPagesAreRun()
{
    open();
    auto* const strip = m_window->findChild<PageStrip*>();
    strip->setCurrentIndex(strip->model()->index(4, 0));
    strip->selectionModel()->select(strip->model()->index(6, 0), QItemSelectionModel::Select);
    trigger(Command::RunSelected);
    QTRY_COMPARE_WITH_TIMEOUT(readPages(), (std::vector<std::size_t>{ 5, 7 }), kPatienceMs);
}

void PageRunsTest::aRunIsReported()
{
    open();
    QSignalSpy ended(&m_window->jobs(), &JobController::runEnded);
    trigger(Command::RunAll);
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
    QCOMPARE(m_window->messages().shownText(), QStringLiteral("12 pages: 12 read."));
    m_window->messages().clear();
    // One page alone is seen, and needs no report.
    trigger(Command::RunPage);
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 2, kPatienceMs);
    QVERIFY(m_window->messages().shownText().isEmpty());
}

void PageRunsTest::failuresAreNamedAndTriedAgain()
{
    m_window.reset();
    qputenv("PALIMPSEST_SCRIPT", "fail=2 partial=3 empty=4");
    init();
    open();
    QSignalSpy ended(&m_window->jobs(), &JobController::runEnded);
    m_window->jobs().read(m_window->project().pageOrder(), QStringLiteral("ocr"), {});
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
    QCOMPARE(m_window->messages().shownText(),
        QStringLiteral(
            "12 pages: 9 read, 1 read in part, 1 with nothing on it, 1 failed (report.pdf, page 2: page 2 is "
            "torn)."));
    auto* const retry = m_window->messages().findChild<QPushButton*>();
    QVERIFY(retry != nullptr && retry->isVisible());
    retry->click();
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 2, kPatienceMs);
    QCOMPARE(m_window->jobs().jobs().count(JobState::Failed), std::size_t(1)); // the worker has not changed
}

void PageRunsTest::pagesAreExportedByTheirNumbers()
{
    open();
    const std::vector<PageId> pages = m_window->project().pageOrder();
    for (const PageId page : pages)
        m_window->project().addReading(page, sampleTextReading());
    trigger(Command::Export);
    auto* const dialog = m_window->findChild<ExportDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->setFormat(QStringLiteral(".txt"));
    auto* const button = dialog->findChild<QPushButton*>(QStringLiteral("export"));
    dialog->setRange(QStringLiteral("2-"));
    QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), kPatienceMs);
    dialog->setRange(QStringLiteral("2-99"));
    QVERIFY(!button->isEnabled());
    QVERIFY(!dialog->findChild<PageRangeField*>()->complaint().isEmpty());
    QTest::qWait(50);
    QVERIFY2(!button->isEnabled(), "what was prepared before came back");
    dialog->close();
}

void PageRunsTest::whatIsLeftIsRead()
{
    open();
    Project& project = m_window->project();
    m_window->jobs().read({ project.pageOrder()[3] }, QStringLiteral("ocr"), {});
    QTRY_VERIFY_WITH_TIMEOUT(project.shownReading(project.pageOrder()[3]) != nullptr, kPatienceMs);
    m_window->findChild<TaskBar*>()->setTask(QStringLiteral("ocr"));
    trigger(Command::RunUnread);
    QTRY_COMPARE_WITH_TIMEOUT(readPages().size(), std::size_t(12), kPatienceMs);
    QCOMPARE(project.page(project.pageOrder()[3])->readings.size(), std::size_t(1));
    m_window->messages().clear();
    trigger(Command::RunUnread);
    QVERIFY(m_window->messages().shownText().contains(QLatin1String("already")));
}

void PageRunsTest::textThatPagesHoldIsOffered()
{
    qputenv("PALIMPSEST_SCRIPT", "text-layer");
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    open();
    const PageId page = m_window->project().pageOrder()[0];
    trigger(Command::RunPage);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->messages().shownText().contains(QLatin1String("text of their own"))
            || m_window->messages().shownText().contains(QLatin1String("text of its own")),
        kPatienceMs);
    m_window->messages().findChild<QPushButton*>()->click();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->project().page(page)->readings.size(), std::size_t(2), kPatienceMs);
    QCOMPARE(m_window->project().shownReading(page)->result->provenance.source, ResultSource::Document);
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::PageRunsTest)
#include "page_runs_test.moc"
