// A table cell and a line are corrected, taken back and corrected again in the window; every format that fits is
// exported through the dialog; and the project that was saved gives the same files when it is opened again.

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "pipelines/table/table_edit.h"
#include "tests/ui/ui_test.h"
#include "ui/export/export_dialog.h"
#include "ui/export/export_work.h"
#include "ui/main_window.h"
#include "ui/page_view/page_view.h"
#include "ui/project/project_keeper.h"
#include "ui/project/result_items.h"
#include "ui/results/item_card.h"
#include "ui/results/result_panel.h"
#include "ui/results/table_card.h"
#include "ui/results/table_grid_model.h"
#include "ui/results/table_grid_view.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;
constexpr int kFewestFormats = 25;

// What says when it was made differs from one time to the next.
QByteArray withoutTimes(const QByteArray& bytes)
{
    static const QRegularExpression time(
        QStringLiteral("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(Z|[+-]\\d{2}:\\d{2})?"));
    return QString::fromUtf8(bytes).replace(time, QStringLiteral("(then)")).toUtf8();
}

} // namespace

class EveryFormatTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void correctExportReopenExport();

private:
    // Names and contents of all files, of each format in a folder of its own.
    static void exportAll(MainWindow& window, const QString& folder, QMap<QString, QByteArray>& files);
};

void EveryFormatTest::exportAll(MainWindow& window, const QString& folder, QMap<QString, QByteArray>& files)
{
    window.actions().action(Command::Export).trigger();
    auto* const dialog = window.findChild<ExportDialog*>();
    QVERIFY(dialog != nullptr);
    auto* const button = dialog->findChild<QPushButton*>(QStringLiteral("export"));
    QSignalSpy exported(dialog, &ExportDialog::exported);
    int formats = 0;
    for (const ExportChoice& choice : exportChoices()) {
        dialog->setFormat(choice.ending);
        if (dialog->findChild<QComboBox*>()->currentData().toString() != choice.ending)
            continue; // nothing here fits it
        const QString own = QDir(folder).filePath(choice.ending.mid(1));
        QVERIFY(QDir().mkpath(own));
        dialog->setFolder(own);
        QTRY_VERIFY2_WITH_TIMEOUT(
            button->isEnabled(), qPrintable(choice.ending + QLatin1Char(' ') + dialog->message()), kPatienceMs);
        button->click();
        ++formats;
        QTRY_COMPARE_WITH_TIMEOUT(exported.count(), formats, kPatienceMs);
        const QDir made(own);
        QVERIFY2(!made.entryList(QDir::Files).isEmpty(), qPrintable(choice.ending));
        for (const QString& name : made.entryList(QDir::Files)) {
            QFile file(made.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly) && file.size() > 0);
            const QByteArray bytes = file.readAll();
            const bool packed = bytes.contains('\0'); // with the time
            files.insert(choice.ending + QLatin1Char('/') + name, packed ? QByteArray() : withoutTimes(bytes));
        }
    }
    QVERIFY2(formats >= kFewestFormats, qPrintable(QString::number(formats)));
    dialog->close();
}

void EveryFormatTest::correctExportReopenExport()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("all.palimpsest"));
    QMap<QString, QByteArray> before;
    {
        MainWindow window;
        window.show();
        window.openPaths({ sourceFile(QStringLiteral("resources/samples/letter.pdf")) });
        Project& project = window.project();
        QTRY_COMPARE_WITH_TIMEOUT(project.pageOrder().size(), std::size_t(2), kPatienceMs);
        const PageId page = project.pageOrder().front();
        for (const Reading& reading :
            { sampleTextReading(), sampleMoleculeReading(), sampleScoreReading(), sampleTableReading() })
            project.addReading(page, reading);
        project.addReading(project.pageOrder().back(), sampleTextReading());
        window.results().setCurrentItem(0);
        auto* const grid = window.findChild<TableGridView*>();
        QVERIFY(grid != nullptr);
        const auto cell
            = [&] { return std::get<Tables>(project.shownReading(page)->result->content).items[0].cells.back().text; };
        const std::string asRead = cell();
        QAbstractItemModel* const model = grid->model();
        QVERIFY(model->setData(model->index(3, 2), QStringLiteral("143,00"), Qt::EditRole));
        QCOMPARE(cell(), std::string("143,00"));
        window.actions().action(Command::Undo).trigger();
        QCOMPARE(cell(), asRead);
        window.actions().action(Command::Redo).trigger();
        QCOMPARE(cell(), std::string("143,00"));
        project.setItemText(project.pageOrder().back(), 1, QStringLiteral("a corrected line"));
        exportAll(window, folder.filePath(QStringLiteral("before")), before);
        QSignalSpy saved(&window.keeper(), &ProjectKeeper::saved);
        window.keeper().save(file);
        QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, kPatienceMs);
    }
    MainWindow window;
    window.show();
    window.openPaths({ file });
    QTRY_COMPARE_WITH_TIMEOUT(window.project().pageOrder().size(), std::size_t(2), kPatienceMs);
    QMap<QString, QByteArray> after;
    exportAll(window, folder.filePath(QStringLiteral("after")), after);
    QCOMPARE(after.keys(), before.keys());
    for (const QString& name : before.keys())
        QVERIFY2(after[name] == before[name], qPrintable(name + QLatin1String(" differs")));
    QVERIFY(before.value(QStringLiteral(".csv/letter.csv")).contains("143,00"));
    QVERIFY(before.value(QStringLiteral(".txt/letter.txt")).contains("a corrected line"));
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::EveryFormatTest)
#include "every_format_test.moc"
