// From end to end with the program's own worker and the checkpoint that comes with it: a letter is opened, read,
// corrected, saved, opened again and exported. And again with the worker killed in the middle.

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>
#include <csignal>
#include <nlohmann/json.hpp>

#include "tests/ui/ui_test.h"
#include "ui/export/export_dialog.h"
#include "ui/jobs/job_controller.h"
#include "ui/jobs/run_link.h"
#include "ui/log/window_log.h"
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/page_view/page_view.h"
#include "ui/project/project_keeper.h"
#include "ui/project/result_items.h"
#include "ui/regions/region_tasks.h"
#include "ui/results/result_panel.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;
constexpr int kReadingMs = 240'000;

QString letter()
{
    return sourceFile(QStringLiteral("resources/samples/letter.pdf"));
}

// Of this process; 0: the system does not say.
qint64 residentKb()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("VmRSS:"))
            return line.simplified().split(' ').value(1).toLongLong();
    return 0;
}

} // namespace

class ReadingLetterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("PALIMPSEST_PROGRAM", qgetenv("PALIMPSEST_WORKER")); }
    void theWindowIsThereAtOnce();
    void readCorrectSaveReopenExport();
    void aRegionAloneIsRead();
    void aPageOnItsSideIsTurnedAndRead();
    void aWorkerKilledWhileItReads();
};

// How long it takes and how much it holds are figures of the machine, and are told; the bounds are far above them.
void ReadingLetterTest::theWindowIsThereAtOnce()
{
    QElapsedTimer clock;
    clock.start();
    MainWindow window;
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    const qint64 startMs = clock.elapsed();
    const qint64 residentMb = residentKb() / 1000;
    qInfo("a usable window after %lld ms, %lld MB resident", startMs, residentMb);
    QVERIFY(startMs < 5000);
    QVERIFY(residentMb > 0 && residentMb < 200);
}

void ReadingLetterTest::readCorrectSaveReopenExport()
{
    WatchedApplication& watch = WatchedApplication::instance();
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("letter.palimpsest"));
    QStringList lines;
    {
        MainWindow window;
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        watch.forget();
        window.openPaths({ letter() });
        QAction& run = window.actions().action(Command::RunPage);
        QTRY_VERIFY_WITH_TIMEOUT(run.isEnabled(), kPatienceMs);
        QSignalSpy partial(&window.jobs(), &JobController::partialText);
        watch.during("run", [&] { run.trigger(); });
        Project& project = window.project();
        const PageId page = project.pageOrder()[0];
        QTRY_VERIFY_WITH_TIMEOUT(project.shownReading(page) != nullptr, kReadingMs);
        QVERIFY2(partial.count() > 0, "nothing was seen of the text while it came");
        const auto text
            = [&](std::size_t item) { return itemAt(project.shownReading(page)->result->content, item).text; };
        QCOMPARE(text(0), QStringLiteral("Harbour Street Library"));
        QVERIFY(project.shownReading(page)->reviews.size() > 20);
        QTRY_COMPARE(window.pageView().canvas().shapes().size(), project.shownReading(page)->reviews.size());

        for (const Command zoom : { Command::ZoomIn, Command::ZoomIn, Command::FitWidth, Command::FitPage }) {
            watch.during("zoom", [&] { window.actions().action(zoom).trigger(); });
            QTest::qWait(20);
        }
        watch.during("choose", [&] { window.results().setCurrentItem(1); });
        watch.during("edit", [&] { window.actions().action(Command::EditItem).trigger(); });
        auto* const editor = window.pageView().canvas().viewport()->findChild<QLineEdit*>();
        QVERIFY(editor != nullptr);
        const QString before = text(1);
        editor->setText(QStringLiteral("a corrected line"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(text(1), QStringLiteral("a corrected line"));
        window.actions().action(Command::Undo).trigger();
        QCOMPARE(text(1), before);
        window.actions().action(Command::Redo).trigger();
        for (std::size_t item = 0; item < project.shownReading(page)->reviews.size(); ++item)
            lines.append(text(item));
        QSignalSpy saved(&window.keeper(), &ProjectKeeper::saved);
        window.keeper().save(file);
        QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, kPatienceMs);
        QVERIFY(!window.isWindowModified());
        qInfo("while a page was opened, read, looked at, corrected and saved: %s", qPrintable(watch.report()));
    }
    MainWindow window;
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    watch.forget();
    window.openPaths({ file });
    QTRY_COMPARE_WITH_TIMEOUT(window.project().pageOrder().size(), std::size_t(2), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!window.pageView().canvas().shapes().empty(), kPatienceMs);
    watch.during("export", [&] { window.actions().action(Command::Export).trigger(); });
    auto* const dialog = window.findChild<ExportDialog*>();
    QVERIFY(dialog != nullptr);
    QSignalSpy exported(dialog, &ExportDialog::exported);
    dialog->setFolder(folder.path());
    dialog->setFormat(QStringLiteral(".txt"));
    auto* const button = dialog->findChild<QPushButton*>(QStringLiteral("export"));
    QVERIFY(button != nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), kPatienceMs);
    button->click();
    QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, kPatienceMs);
    QFile text(folder.filePath(QStringLiteral("letter.txt")));
    QVERIFY(text.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(text.readAll()), lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
    // What is there is not replaced without a second word.
    button->click();
    auto* const replace = dialog->findChild<QPushButton*>(QStringLiteral("replace"));
    QTRY_VERIFY_WITH_TIMEOUT(replace->isVisible(), kPatienceMs);
    QCOMPARE(exported.count(), 1);
    replace->click();
    QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 2, kPatienceMs);
    qInfo("while the project was opened and exported: %s", qPrintable(watch.report()));
    QFile log(logFile());
    QVERIFY(log.open(QIODevice::ReadOnly));
    const QByteArray logged = log.readAll();
    QVERIFY2(logged.contains("run ended read=1 ") && logged.contains("export finished files=1"), logged.constData());
    for (const char* const word : { "letter", "Harbour", "corrected", "/" })
        QVERIFY2(!logged.contains(word), logged.constData());
}

// The head of the letter, and a place that the checkpoint has no task for.
void ReadingLetterTest::aRegionAloneIsRead()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("regions.palimpsest"));
    MainWindow window;
    window.show();
    window.openPaths({ letter() });
    QAction& read = window.actions().action(Command::ReadRegions);
    QTRY_VERIFY_WITH_TIMEOUT(window.actions().action(Command::FindRegions).isEnabled(), kPatienceMs);
    Project& project = window.project();
    const PageId page = project.pageOrder()[0];
    PageCanvas& canvas = window.pageView().canvas();
    Region head;
    head.box = QRectF(36, 36, 520, 64);
    head.task = QStringLiteral("ocr");
    head.id = project.addRegion(page, head);
    const ModelInfo model = window.findChild<RunLink*>()->models().front();
    const QStringList tasks = regionTasks();
    const auto untaught = std::find_if(
        tasks.begin(), tasks.end(), [&model](const QString& task) { return !model.whyNot(task).isEmpty(); });
    QVERIFY2(untaught != tasks.end(), "the checkpoint has a task for everything");
    Region other = head;
    other.box.translate(0, 300);
    other.task = *untaught;
    project.addRegion(page, other);
    read.trigger();
    QVERIFY2(
        window.messages().shownText().contains(model.whyNot(*untaught)), qPrintable(window.messages().shownText()));
    QTRY_VERIFY_WITH_TIMEOUT(project.shownReading(page) != nullptr, kReadingMs);
    const PageResult& result = *project.shownReading(page)->result;
    QCOMPARE(itemAt(result.content, 0).text, QStringLiteral("Harbour Street Library"));
    const double scale = 200.0 / 72;
    const QRectF pixels(head.box.topLeft() * scale, head.box.size() * scale);
    for (std::size_t item = 0; item < itemCount(result.content); ++item)
        QVERIFY2(pixels.adjusted(-2, -2, 2, 2).contains(itemAt(result.content, item).box),
            qPrintable(itemAt(result.content, item).text));
    const RegionMark& mark = canvas.regions().marks()[0];
    QVERIFY2(mark.badge.contains(QLatin1String("dpi")) && !mark.low, qPrintable(mark.badge + mark.note));
    QVERIFY(!canvas.seenTiles().empty());
    for (const SeenTile& tile : canvas.seenTiles())
        QVERIFY(pixels.adjusted(-2, -2, 2, 2).contains(tile.box));

    // One more line of it, read alone in place of what was read there before.
    Region larger = *project.region(page, head.id);
    larger.box.setHeight(90);
    project.changeRegion(page, larger, RegionStep::Resize);
    QVERIFY(canvas.regions().marks()[0].badge.isEmpty());
    canvas.regionTool().choose(0);
    const std::size_t before = itemCount(result.content);
    window.actions().action(Command::ReadRegion).trigger();
    QTRY_COMPARE_WITH_TIMEOUT(project.page(page)->readings.size(), std::size_t(2), kReadingMs);
    QVERIFY(itemCount(project.shownReading(page)->result->content) >= before);
    QCOMPARE(itemAt(project.shownReading(page)->result->content, 0).text, QStringLiteral("Harbour Street Library"));
    QSignalSpy saved(&window.keeper(), &ProjectKeeper::saved);
    window.keeper().save(file);
    QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, kPatienceMs);
    MainWindow again;
    again.show();
    again.openPaths({ file });
    QTRY_COMPARE_WITH_TIMEOUT(again.pageView().canvas().regions().marks().size(), std::size_t(2), kPatienceMs);
    QVERIFY(!again.pageView().canvas().regions().marks()[0].badge.isEmpty());
}

// The head of the letter, scanned lying. The worker reads it as it is shown, and says where things stand on
// the page as it came.
void ReadingLetterTest::aPageOnItsSideIsTurnedAndRead()
{
    QTemporaryDir folder;
    const QString scan = folder.filePath(QStringLiteral("lying.png"));
    {
        MainWindow window;
        window.show();
        window.openPaths({ letter() });
        PageCanvas& canvas = window.pageView().canvas();
        QTRY_VERIFY_WITH_TIMEOUT(!canvas.pageSize().isEmpty(), kPatienceMs);
        const QImage head = canvas.crop(QRectF(0, 0, canvas.pageSize().width(), canvas.pageSize().height() / 3.0));
        QVERIFY(head.transformed(QTransform().rotate(90)).save(scan));
    }
    MainWindow window;
    window.show();
    window.openPaths({ scan });
    Project& project = window.project();
    QTRY_COMPARE_WITH_TIMEOUT(project.pageOrder().size(), std::size_t(1), kPatienceMs);
    const PageId page = project.pageOrder().front();
    PageCanvas& canvas = window.pageView().canvas();
    QTRY_VERIFY_WITH_TIMEOUT(!canvas.pageSize().isEmpty(), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(window.actions().action(Command::RunPage).isEnabled(), kPatienceMs);
    window.actions().action(Command::TurnLeft).trigger();
    window.actions().action(Command::RunPage).trigger();
    QTRY_VERIFY_WITH_TIMEOUT(project.shownReading(page) != nullptr, kReadingMs);
    const PageResult& result = *project.shownReading(page)->result;
    QCOMPARE(result.provenance.rotation, 270);
    const ResultItem first = itemAt(result.content, 0);
    QCOMPARE(first.text, QStringLiteral("Harbour Street Library"));
    QVERIFY2(first.box.height() > 3 * first.box.width(), "its place is not that of the page as it came");
    const QRectF shown = canvas.mapFromScene(first.box).boundingRect();
    QVERIFY(shown.width() > 3 * shown.height());
    const QRectF sheet = canvas.mapFromScene(canvas.regions().pageRect()).boundingRect();
    QVERIFY(sheet.adjusted(-1, -1, 1, 1).contains(shown) && shown.center().y() < sheet.center().y());
}

void ReadingLetterTest::aWorkerKilledWhileItReads()
{
    MainWindow window;
    window.show();
    window.openPaths({ letter() });
    QAction& run = window.actions().action(Command::RunPage);
    QTRY_VERIFY_WITH_TIMEOUT(run.isEnabled(), kPatienceMs);
    QSignalSpy partial(&window.jobs(), &JobController::partialText);
    run.trigger();
    QTRY_VERIFY_WITH_TIMEOUT(partial.count() > 0, kReadingMs);
    ::kill(static_cast<pid_t>(window.jobs().worker().processId()), SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(!window.messages().shownText().isEmpty(), kPatienceMs);
    const PageId page = window.project().pageOrder()[0];
    QTRY_VERIFY_WITH_TIMEOUT(window.project().shownReading(page) != nullptr, kReadingMs);
    QCOMPARE(
        itemAt(window.project().shownReading(page)->result->content, 0).text, QStringLiteral("Harbour Street Library"));
    QCOMPARE(window.jobs().jobs().jobs().front().tries, 2);
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::ReadingLetterTest)
#include "reading_letter_test.moc"
