// From end to end with the program's own worker and the checkpoint that comes with it: a letter is opened, read,
// corrected, saved, opened again and exported. And again with the worker killed in the middle.

#include <QApplication>
#include <QDir>
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
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/page_view/page_view.h"
#include "ui/project/project_keeper.h"
#include "ui/project/result_items.h"
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

} // namespace

class ReadingLetterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("PALIMPSEST_PROGRAM", qgetenv("PALIMPSEST_WORKER")); }
    void readCorrectSaveReopenExport();
    void aWorkerKilledWhileItReads();
};

void ReadingLetterTest::readCorrectSaveReopenExport()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("letter.palimpsest"));
    QStringList lines;
    {
        MainWindow window;
        window.show();
        window.openPaths({ letter() });
        QAction& run = window.actions().action(Command::RunPage);
        QTRY_VERIFY_WITH_TIMEOUT(run.isEnabled(), kPatienceMs);
        QSignalSpy partial(&window.jobs(), &JobController::partialText);
        run.trigger();
        Project& project = window.project();
        const PageId page = project.pageOrder()[0];
        QTRY_VERIFY_WITH_TIMEOUT(project.shownReading(page) != nullptr, kReadingMs);
        QVERIFY2(partial.count() > 0, "nothing was seen of the text while it came");
        const auto text
            = [&](std::size_t item) { return itemAt(project.shownReading(page)->result->content, item).text; };
        QCOMPARE(text(0), QStringLiteral("Harbour Street Library"));
        QVERIFY(project.shownReading(page)->reviews.size() > 20);
        QTRY_COMPARE(window.pageView().canvas().shapes().size(), project.shownReading(page)->reviews.size());

        window.results().setCurrentItem(1);
        window.actions().action(Command::EditItem).trigger();
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
    }
    MainWindow window;
    window.show();
    window.openPaths({ file });
    QTRY_COMPARE_WITH_TIMEOUT(window.project().pageOrder().size(), std::size_t(2), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!window.pageView().canvas().shapes().empty(), kPatienceMs);
    window.actions().action(Command::Export).trigger();
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
