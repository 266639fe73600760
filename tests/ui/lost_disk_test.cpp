// Where nothing can be written and where what is read is broken: nothing is lost, what was there stays whole, and the
// window says so in a sentence. And two windows that work on the same files.

#include <QDir>
#include <QFile>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/full_disk.h"
#include "tests/ui/ui_test.h"
#include "ui/export/export_work.h"
#include "ui/jobs/job_controller.h"
#include "ui/log/window_log.h"
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/page_view/page_view.h"
#include "ui/project/project_file.h"
#include "ui/project/project_keeper.h"
#include "ui/project/result_items.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;

QByteArray bytesOf(const QString& file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

QString lineOf(Project& project, std::size_t item)
{
    return itemAt(project.shownReading(project.pageOrder().front())->result->content, item).text;
}

} // namespace

class LostDiskTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aProjectThatFindsNoRoom();
    void anAutosaveThatFindsNoRoom();
    void anExportThatFindsNoRoom();
    void aLogThatFindsNoRoom();
    void aBrokenProjectLeavesTheOpenOne();
    void twoWindowsOnTheSameFiles();

private:
    void fill(MainWindow& window);
    void save(MainWindow& window, const QString& file, bool succeeds);

    std::unique_ptr<FullDisk> m_disk;
    std::unique_ptr<MainWindow> m_window;
};

void LostDiskTest::initTestCase()
{
    m_disk = FullDisk::create();
    if (m_disk == nullptr) {
        qInfo("no disk can be filled here");
        std::exit(77);
    }
    // Sessions lie there, too.
    qputenv("XDG_STATE_HOME", m_disk->path(QStringLiteral("state")).toUtf8());
}

void LostDiskTest::init()
{
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    fill(*m_window);
}

void LostDiskTest::cleanup()
{
    m_disk->makeRoom();
    m_window.reset();
}

void LostDiskTest::fill(MainWindow& window)
{
    window.project().addDocument(sourceFile(QStringLiteral("resources/samples/letter.pdf")), 2, {}, false);
    QVERIFY(window.project().addReading(window.project().pageOrder().front(), sampleTextReading()));
}

void LostDiskTest::save(MainWindow& window, const QString& file, bool succeeds)
{
    QSignalSpy saved(&window.keeper(), &ProjectKeeper::saved);
    QSignalSpy failed(&window.keeper(), &ProjectKeeper::failed);
    window.keeper().save(file);
    QTRY_COMPARE_WITH_TIMEOUT(saved.count() + failed.count(), 1, kPatienceMs);
    QCOMPARE(saved.count(), succeeds ? 1 : 0);
}

void LostDiskTest::aProjectThatFindsNoRoom()
{
    const QString file = m_disk->path(QStringLiteral("a.palimpsest"));
    save(*m_window, file, true);
    const QByteArray before = bytesOf(file);
    const PageId page = m_window->project().pageOrder().front();
    m_window->project().setItemText(page, 0, QStringLiteral("corrected"));
    m_disk->fill();
    save(*m_window, file, false);
    QCOMPARE(bytesOf(file), before);
    QVERIFY(m_window->isWindowModified());
    QCOMPARE(lineOf(m_window->project(), 0), QStringLiteral("corrected"));
    const QString said = m_window->messages().shownText();
    QVERIFY2(said.contains(file) && said.contains(QLatin1String("as it was")), qPrintable(said));
    QCOMPARE(QDir(m_disk->path({})).entryList({ QStringLiteral("a.palimpsest*") }).size(), 1); // no half file beside it
    m_disk->makeRoom();
    save(*m_window, file, true);
    QVERIFY(!m_window->isWindowModified());
    const auto read = readProject(file, m_disk->path(QStringLiteral("pasted")));
    QVERIFY(read.ok());
    QCOMPARE(itemAt(read.value().content.pages.front().readings.front().result->content, 0).text,
        QStringLiteral("corrected"));
}

void LostDiskTest::anAutosaveThatFindsNoRoom()
{
    QSignalSpy failed(&m_window->keeper(), &ProjectKeeper::failed);
    const QString file = QDir(m_window->keeper().pastedFolder()).filePath(QStringLiteral("autosave.palimpsest"));
    m_window->keeper().autosaveNow();
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), kPatienceMs);
    const QByteArray before = bytesOf(file);
    m_window->project().setItemText(m_window->project().pageOrder().front(), 0, QStringLiteral("corrected"));
    m_disk->fill();
    m_window->keeper().autosaveNow();
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatienceMs);
    QCOMPARE(bytesOf(file), before);
    QCOMPARE(lineOf(m_window->project(), 0), QStringLiteral("corrected"));
    m_disk->makeRoom();
    m_window->keeper().autosaveNow();
    QTRY_VERIFY_WITH_TIMEOUT(bytesOf(file) != before, kPatienceMs);
    QVERIFY(readProject(file, m_disk->path(QStringLiteral("pasted"))).ok());
}

void LostDiskTest::anExportThatFindsNoRoom()
{
    QTemporaryDir elsewhere;
    const ProjectContent content = contentOf(m_window->project());
    const std::vector<ExportChoice> choices = exportChoices();
    const auto text = std::find_if(choices.begin(), choices.end(),
        [](const ExportChoice& choice) { return choice.ending == QLatin1String(".txt"); });
    const auto files
        = makeExport(exportInput(content, m_window->project().pageOrder(), *text), *text, QStringLiteral("{name}"));
    QVERIFY(files.ok() && files.value().size() == 1);
    const QString folder = m_disk->path(QStringLiteral("out"));
    QVERIFY(QDir().mkpath(folder));
    QFile old(QDir(folder).filePath(files.value().front().name));
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("what was there") > 0);
    old.close();
    m_disk->fill();
    const auto outcome = writeExport(files.value(), folder, Existing::Replace);
    QVERIFY(!outcome.ok());
    QVERIFY2(QString::fromStdString(outcome.error().message).contains(old.fileName()), outcome.error().message.c_str());
    QCOMPARE(bytesOf(old.fileName()), QByteArray("what was there"));
    QCOMPARE(QDir(folder).entryList(QDir::Files).size(), 1);
}

// Pages are read all the same, and the status bar says it once. The last block of the file still takes some lines.
void LostDiskTest::aLogThatFindsNoRoom()
{
    constexpr int kMostRuns = 200;
    const QString file = logFile();
    QVERIFY(file.startsWith(m_disk->path(QString())));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->actions().action(Command::RunPage).isEnabled(), kPatienceMs);
    QSignalSpy said(m_window->statusBar(), &QStatusBar::messageChanged);
    QSignalSpy ended(&m_window->jobs(), &JobController::runEnded);
    m_disk->fill();
    const auto run = [&] {
        const auto before = ended.count();
        m_window->actions().action(Command::RunPage).trigger();
        return QTest::qWaitFor([&] { return ended.count() > before; }, kPatienceMs);
    };
    for (int runs = 0; runs < kMostRuns && said.count() == 0; ++runs)
        QVERIFY(run());
    QCOMPARE(said.count(), 1);
    QVERIFY(said[0][0].toString().contains(QLatin1String("log file")));
    for (int runs = 0; runs < 3; ++runs)
        QVERIFY(run());
    QCOMPARE(said.count(), 1);
    m_disk->makeRoom();
    m_window.reset();
    QVERIFY2(bytesOf(file).endsWith("window closed\n"), bytesOf(file).right(200).constData());
}

void LostDiskTest::aBrokenProjectLeavesTheOpenOne()
{
    const QString whole = m_disk->path(QStringLiteral("whole.palimpsest"));
    save(*m_window, whole, true);
    const QByteArray bytes = bytesOf(whole);
    const QString broken = m_disk->path(QStringLiteral("broken.palimpsest"));
    for (const qsizetype kept : { qsizetype(0), bytes.size() / 2, bytes.size() - 1 }) {
        m_window->messages().clear();
        QFile file(broken);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes.left(kept)) == kept);
        file.close();
        QSignalSpy failed(&m_window->keeper(), &ProjectKeeper::failed);
        m_window->openPaths({ broken });
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatienceMs);
        QVERIFY2(m_window->messages().shownText().contains(QLatin1String("broken.palimpsest")),
            qPrintable(m_window->messages().shownText()));
        QCOMPARE(m_window->project().pageOrder().size(), std::size_t(2));
        QCOMPARE(lineOf(m_window->project(), 0), QStringLiteral("first line"));
        QCOMPARE(m_window->keeper().file(), whole);
    }
}

// Each has a session and a worker of its own; a project belongs to the one that saved it first, as long as it has it.
void LostDiskTest::twoWindowsOnTheSameFiles()
{
    MainWindow other;
    other.show();
    QVERIFY(QTest::qWaitForWindowExposed(&other));
    QVERIFY2(other.messages().shownText().isEmpty(), "a session that lives was taken for one that was lost");
    QVERIFY(other.keeper().pastedFolder() != m_window->keeper().pastedFolder());
    fill(other);
    for (MainWindow* const window : { m_window.get(), &other })
        QTRY_VERIFY_WITH_TIMEOUT(window->actions().action(Command::RunAll).isEnabled(), kPatienceMs);
    for (MainWindow* const window : { m_window.get(), &other })
        window->actions().action(Command::RunAll).trigger();
    for (MainWindow* const window : { m_window.get(), &other })
        QTRY_COMPARE_WITH_TIMEOUT(window->jobs().jobs().count(JobState::Done), std::size_t(2), kPatienceMs);
    m_window->project().setItemText(m_window->project().pageOrder().front(), 0, QStringLiteral("of the first"));
    other.project().setItemText(other.project().pageOrder().front(), 0, QStringLiteral("of the second"));
    const QString file = m_disk->path(QStringLiteral("shared.palimpsest"));
    m_window->keeper().autosaveNow();
    other.keeper().autosaveNow();
    save(*m_window, file, true);
    other.messages().clear();
    save(other, file, false);
    QVERIFY2(other.messages().shownText().contains(QLatin1String("open in another window")),
        qPrintable(other.messages().shownText()));
    QVERIFY(other.isWindowModified());
    const auto keptLine = [&] {
        const auto read = readProject(file, m_disk->path(QStringLiteral("pasted")));
        if (!read.ok())
            return QString();
        Project kept;
        kept.restore(read.value().content.documents, read.value().content.pages, {}, false);
        return lineOf(kept, 0);
    };
    QCOMPARE(keptLine(), QStringLiteral("of the first"));
    m_window->keeper().startNew();
    save(other, file, true);
    QCOMPARE(keptLine(), QStringLiteral("of the second"));
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::LostDiskTest)
#include "lost_disk_test.moc"
