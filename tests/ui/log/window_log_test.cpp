// The log of the window: it says how runs went and what became of the worker, and of no document that there is one by
// that name or with those words.

#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include "tests/ui/ui_test.h"
#include "ui/export/export_dialog.h"
#include "ui/help/diagnostics_dialog.h"
#include "ui/jobs/job_controller.h"
#include "ui/log/window_log.h"
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/project/project_keeper.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;
constexpr int kMoreLinesThanFit = 60'000;

QByteArray logged()
{
    QFile file(logFile());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class WindowLogTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void itSaysHowARunWentAndNothingOfADocument();
    void itIsShown();
    void itIsTurnedOverAndStaysSmall();
    void whereItCannotBeWrittenTheWindowSaysSoOnce();
    void itCanBeFound();

public Q_SLOTS:
    void keep(const QUrl& url) { m_shown.append(url); }

private:
    void makeWindow(const char* script);
    void trigger(Command command) { m_window->actions().action(command).trigger(); }
    void exportTo(const QString& folder);

    std::unique_ptr<MainWindow> m_window;
    QList<QUrl> m_shown;
    std::unique_ptr<QTemporaryDir> m_state;
};

// Each begins with a log of its own.
void WindowLogTest::init()
{
    m_state = std::make_unique<QTemporaryDir>();
    qputenv("XDG_STATE_HOME", m_state->path().toUtf8());
}

void WindowLogTest::cleanup()
{
    m_window.reset();
    qunsetenv("PALIMPSEST_SCRIPT");
    qunsetenv("PALIMPSEST_DIED");
    QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
    m_shown.clear();
}

void WindowLogTest::makeWindow(const char* script)
{
    qputenv("PALIMPSEST_SCRIPT", script);
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void WindowLogTest::exportTo(const QString& folder)
{
    trigger(Command::Export);
    auto* const dialog = m_window->findChild<ExportDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->setFolder(folder);
    dialog->setFormat(QStringLiteral(".txt"));
    auto* const button = dialog->findChild<QPushButton*>(QStringLiteral("export"));
    QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), kPatienceMs);
    QSignalSpy exported(dialog, &ExportDialog::exported);
    QSignalSpy failed(dialog, &ExportDialog::failed);
    button->click();
    QTRY_VERIFY_WITH_TIMEOUT(exported.count() + failed.count() == 1, kPatienceMs);
    delete dialog;
}

// Four pages, of which one is torn; the worker is killed at the first; a question; exports that succeed and fail;
// a document that is none; a project that is saved.
void WindowLogTest::itSaysHowARunWentAndNothingOfADocument()
{
    QTemporaryDir folder;
    qputenv("PALIMPSEST_DIED", folder.filePath(QStringLiteral("died")).toUtf8());
    makeWindow("die fail=2 empty=3");
    const QString document = folder.filePath(QStringLiteral("Zwetschgenquark 1789.pdf"));
    m_window->project().addDocument(document, 4, {}, false);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->actions().action(Command::RunAll).isEnabled(), kPatienceMs);
    QSignalSpy ended(&m_window->jobs(), &JobController::runEnded);
    m_window->jobs().read(m_window->project().pageOrder(), QStringLiteral("ocr"), {});
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
    const std::vector<PageId> first{ m_window->project().pageOrder().front() };
    m_window->jobs().read(first, QStringLiteral("question"), QStringLiteral("Who ate the mirabelles?"));
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 2, kPatienceMs);
    exportTo(folder.path());
    exportTo(folder.filePath(QStringLiteral("died"))); // a file where the folder should be
    const QString broken = folder.filePath(QStringLiteral("Pomeranze.pdf"));
    QVERIFY(QFile(folder.filePath(QStringLiteral("died"))).copy(broken));
    m_window->openPaths({ broken });
    QTRY_VERIFY_WITH_TIMEOUT(m_window->messages().waitingCount() > 0, kPatienceMs);
    QSignalSpy saved(&m_window->keeper(), &ProjectKeeper::saved);
    m_window->keeper().save(folder.filePath(QStringLiteral("Zwetschge.palimpsest")));
    QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, kPatienceMs);
    QTest::qWait(200);
    m_window.reset();

    const QByteArray log = logged();
    for (const char* const line : { "window opened: palimpsest ",
             "worker started pid=", "worker was killed or crashed signal=9", "worker: device_lost",
             "worker started again pid=", "device: a scripted device, the best there is; weights: q8",
             "run began pages=4", "page failed: bad_input",
             "run ended read=2 partial=0 empty=1 failed=1 stopped=0 seconds=", "run began pages=1",
             "export finished files=", "export failed: file_access", "document: bad_input", "project saved",
             "window closed" })
        QVERIFY2(
            log.contains(line), qPrintable(QString::fromLatin1(line) + QLatin1Char('\n') + QString::fromUtf8(log)));
    for (const char* const word : { "Zwetschge", "1789", "Pomeranze", "mirabelles", "answer", "page 1 line 1", "torn",
             ".pdf", ".palimpsest", ".txt", "/" })
        QVERIFY2(
            !log.contains(word), qPrintable(QString::fromLatin1(word) + QLatin1Char('\n') + QString::fromUtf8(log)));
}

void WindowLogTest::itIsShown()
{
    makeWindow("");
    QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "keep");
    QTRY_VERIFY_WITH_TIMEOUT(logged().contains("worker started"), kPatienceMs);
    trigger(Command::ShowLog);
    QCOMPARE(m_shown, QList<QUrl>{ QUrl::fromLocalFile(logFile()) });
    QVERIFY(m_window->messages().shownText().isEmpty());
    QVERIFY(QFile::remove(logFile()));
    trigger(Command::ShowLog);
    QCOMPARE(m_shown.size(), qsizetype(1));
    QVERIFY(m_window->messages().shownText().contains(logFile()));
}

void WindowLogTest::itIsTurnedOverAndStaysSmall()
{
    {
        WindowLog log;
        for (int line = 0; line < kMoreLinesThanFit; ++line)
            log.note("a line of a log that nobody reads, and longer than most", { { "line", double(line) } });
    }
    const QDir folder(QFileInfo(logFile()).path());
    QCOMPARE(folder.entryList(QDir::Files, QDir::Name),
        (QStringList{ QStringLiteral("window.1.log"), QStringLiteral("window.2.log"), QStringLiteral("window.log") }));
    for (const QFileInfo& file : folder.entryInfoList(QDir::Files))
        QVERIFY2(file.size() > 0 && file.size() <= static_cast<qint64>(kLogBytes), qPrintable(file.fileName()));
    QVERIFY(logged().contains("line=59999\n"));
}

void WindowLogTest::whereItCannotBeWrittenTheWindowSaysSoOnce()
{
    QVERIFY(QDir().mkpath(logFile())); // a folder in its place
    qputenv("PALIMPSEST_SCRIPT", "");
    m_window = std::make_unique<MainWindow>();
    QSignalSpy said(m_window->statusBar(), &QStatusBar::messageChanged);
    m_window->project().addDocument(QStringLiteral("/nowhere/report.pdf"), 2, {}, false);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->actions().action(Command::RunAll).isEnabled(), kPatienceMs);
    QSignalSpy ended(&m_window->jobs(), &JobController::runEnded);
    trigger(Command::RunAll);
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(said.count(), 1, kPatienceMs);
    QVERIFY(said[0][0].toString().contains(QLatin1String("log file")));
    QTest::qWait(300);
    QCOMPARE(said.count(), 1);
}

void WindowLogTest::itCanBeFound()
{
    DiagnosticsDialog diagnostics;
    diagnostics.setAttribute(Qt::WA_DeleteOnClose, false);
    QVERIFY(diagnostics.findChild<QPlainTextEdit*>()->toPlainText().contains(QStringLiteral("log ") + logFile()));
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::WindowLogTest)
#include "window_log_test.moc"
