// A table as a person corrects it: in its grid, by keys and by commands, beside the page that it stands on, with one
// history, and on to the clipboard and the exports.

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTest>

#include "pipelines/export/html_writer.h"
#include "tests/ui/ui_test.h"
#include "ui/export/export_work.h"
#include "ui/main_window.h"
#include "ui/page_view/page_view.h"
#include "ui/project/result_items.h"
#include "ui/results/item_card.h"
#include "ui/results/result_panel.h"
#include "ui/results/table_card.h"
#include "ui/results/table_grid_view.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;

} // namespace

class TableCardTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theGridShowsTheTable();
    void cellsAreTypedInto();
    void keysGoFromCellToCell();
    void cellsAreMergedAndSplit();
    void rowsAndColumnsComeAndGo();
    void whatCannotBeDoneIsDisabled();
    void theGridAndThePageGoTogether();
    void spreadsheetsGetTheSpans();
    void exportsHoldWhatWasCorrected();

private:
    [[nodiscard]] TableGridView& grid() const { return m_window->results().card().table().grid(); }
    [[nodiscard]] QAction& action(Command command) const { return m_window->actions().action(command); }
    [[nodiscard]] const Table& table(std::size_t item = 0) const
    {
        return *tableAt(m_window->project().shownReading(m_page)->result->content, item);
    }
    [[nodiscard]] QString textAt(int row, int column) const
    {
        return grid().model()->index(row, column).data().toString();
    }
    void choose(int row, int column) { grid().setCurrentIndex(grid().model()->index(row, column)); }
    void choose(const QItemSelectionRange& range)
    {
        grid().setCurrentIndex(range.topLeft());
        grid().selectionModel()->select(
            QItemSelection(range.topLeft(), range.bottomRight()), QItemSelectionModel::ClearAndSelect);
    }
    [[nodiscard]] QItemSelectionRange range(int top, int left, int bottom, int right) const
    {
        return { grid().model()->index(top, left), grid().model()->index(bottom, right) };
    }

    std::unique_ptr<MainWindow> m_window;
    PageId m_page = 0;
};

void TableCardTest::init()
{
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->openPaths({ sourceFile(QStringLiteral("resources/samples/letter.pdf")) });
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->pageView().canvas().pageSize().isEmpty(), kPatienceMs);
    m_page = m_window->project().pageOrder().front();
    m_window->project().addReading(m_page, sampleTableReading());
    QVERIFY2(grid().isVisible(), "the only thing on the page should not have to be chosen");
    const auto* const picture = m_window->results().findChild<QLabel*>(QStringLiteral("place"));
    QVERIFY2(picture != nullptr && !picture->pixmap(Qt::ReturnByValue).isNull(), "the cell is shown as it is printed");
}

void TableCardTest::cleanup()
{
    m_window.reset();
}

void TableCardTest::theGridShowsTheTable()
{
    QCOMPARE(grid().model()->rowCount(), 4);
    QCOMPARE(grid().model()->columnCount(), 3);
    QCOMPARE(grid().rowSpan(0, 0), 2);
    QCOMPARE(grid().columnSpan(0, 1), 2);
    QCOMPARE(textAt(3, 1), QStringLiteral("71,0"));
    const auto font = [&](int row) { return grid().model()->index(row, 1).data(Qt::FontRole).value<QFont>(); };
    QVERIFY(font(0).bold() && !font(2).bold());
    QVERIFY(grid().model()->index(3, 1).data(TableGridModel::DoubtfulRole).toBool());
    QVERIFY(grid().model()->index(3, 1).data(Qt::AccessibleTextRole).toString().contains(QLatin1String("doubtful")));
    QCOMPARE(grid().currentIndex(), grid().model()->index(3, 1)); // where a person has to look
    action(Command::NextDoubtful).trigger();
    QCOMPARE(m_window->results().currentItem(), std::optional<std::size_t>(0));
    m_window->results().setCurrentItem(1);
    QCOMPARE(textAt(0, 1), QStringLiteral("200,80"));
    m_window->project().addReading(m_page, sampleTextReading());
    QVERIFY2(m_window->results().card().isHidden(), "text has no grid");
}

void TableCardTest::cellsAreTypedInto()
{
    choose(3, 1);
    action(Command::EditItem).trigger();
    auto* const editor = grid().findChild<QPlainTextEdit*>(QStringLiteral("cell"));
    QVERIFY(editor != nullptr);
    QCOMPARE(editor->toPlainText(), QStringLiteral("71,0"));
    editor->selectAll();
    QTest::keyClicks(editor, QStringLiteral("71,00"));
    QTest::keyClick(editor, Qt::Key_Return, Qt::AltModifier);
    QTest::keyClicks(editor, QStringLiteral("net"));
    QTest::keyClick(editor, Qt::Key_Return);
    QCOMPARE(textAt(3, 1), QStringLiteral("71,00\nnet"));
    QVERIFY2(!table().cells[8].confidence, "nobody measured what a person typed");
    QVERIFY(m_window->project().shownReading(m_page)->isEdited());
    QVERIFY(m_window->project().history().undoText().contains(QLatin1String("71,00")));
    action(Command::Undo).trigger();
    QCOMPARE(textAt(3, 1), QStringLiteral("71,0"));
    QCOMPARE(grid().currentIndex().row(), 3);
    action(Command::Redo).trigger();
    QCOMPARE(textAt(3, 1), QStringLiteral("71,00\nnet"));
    grid().setFocus();
    QTest::keyClick(&grid(), Qt::Key_Delete);
    QCOMPARE(textAt(3, 1), QString());
}

void TableCardTest::keysGoFromCellToCell()
{
    grid().setFocus();
    const auto place = [&] { return std::pair(grid().currentIndex().row(), grid().currentIndex().column()); };
    const int steps[] = { 1, 4, 5, 6 };
    choose(0, 0);
    for (const int step : steps) {
        QTest::keyClick(&grid(), Qt::Key_Tab);
        QCOMPARE(place(), std::pair(step / 3, step % 3));
    }
    QTest::keyClick(&grid(), Qt::Key_Backtab);
    QCOMPARE(place(), std::pair(1, 2));
    QTest::keyClick(&grid(), Qt::Key_Return);
    auto* const editor = grid().findChild<QPlainTextEdit*>(QStringLiteral("cell"));
    QVERIFY(editor != nullptr);
    editor->selectAll();
    QTest::keyClicks(editor, QStringLiteral("in all"));
    QTest::keyClick(editor, Qt::Key_Tab);
    QCOMPARE(textAt(1, 2), QStringLiteral("in all"));
    QCOMPARE(place(), std::pair(2, 0));
    grid().setFocus();
    choose(2, 0);
    QTest::keyClick(&grid(), Qt::Key_Space, Qt::ShiftModifier);
    QCOMPARE(grid().selectionModel()->selectedRows().size(), 1);
    QTest::keyClick(&grid(), Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(grid().selectionModel()->selectedColumns().size(), 1);
}

void TableCardTest::cellsAreMergedAndSplit()
{
    choose(range(2, 0, 3, 0));
    action(Command::MergeCells).trigger();
    QCOMPARE(grid().rowSpan(2, 0), 2);
    QCOMPARE(textAt(2, 0), QStringLiteral("Paper A4 Toner"));
    QVERIFY(!action(Command::MergeCells).isEnabled());
    action(Command::SplitCell).trigger();
    QCOMPARE(grid().rowSpan(2, 0), 1);
    QCOMPARE(textAt(3, 0), QString());
    action(Command::Undo).trigger();
    action(Command::Undo).trigger();
    QCOMPARE(textAt(3, 0), QStringLiteral("Toner"));
    QCOMPARE(table(), *tableAt(sampleTableReading().result->content, 0));
}

void TableCardTest::rowsAndColumnsComeAndGo()
{
    choose(2, 1);
    action(Command::InsertRowAbove).trigger();
    QCOMPARE(table().rows, std::size_t(5));
    QCOMPARE(textAt(3, 1), QStringLiteral("4,90"));
    choose(3, 1);
    action(Command::InsertRowBelow).trigger();
    QCOMPARE(textAt(5, 1), QStringLiteral("71,0"));
    choose(3, 1);
    action(Command::InsertColumnBefore).trigger();
    QCOMPARE(table().columns, std::size_t(4));
    QCOMPARE(textAt(3, 2), QStringLiteral("4,90"));
    choose(3, 3);
    action(Command::InsertColumnBehind).trigger();
    QCOMPARE(table().columns, std::size_t(5));
    choose(4, 0);
    action(Command::RemoveRows).trigger();
    choose(2, 0);
    action(Command::RemoveRows).trigger();
    choose(3, 1);
    action(Command::RemoveColumns).trigger();
    choose(3, 3);
    action(Command::RemoveColumns).trigger();
    QCOMPARE(table(), *tableAt(sampleTableReading().result->content, 0));
    choose(range(2, 0, 2, 2));
    QVERIFY(!action(Command::HeaderCells).isChecked());
    action(Command::HeaderCells).trigger();
    QVERIFY(action(Command::HeaderCells).isChecked());
    QVERIFY(table().cells[5].header);
    for (int i = 0; i < 9; ++i)
        action(Command::Undo).trigger();
    QVERIFY(!m_window->project().shownReading(m_page)->isEdited());
}

void TableCardTest::whatCannotBeDoneIsDisabled()
{
    choose(3, 1);
    QVERIFY(!action(Command::MergeCells).isEnabled());
    QVERIFY(!action(Command::SplitCell).isEnabled());
    QVERIFY(action(Command::InsertRowAbove).isEnabled());
    choose(0, 0);
    QVERIFY(action(Command::SplitCell).isEnabled());
    choose(range(0, 0, 3, 2));
    QVERIFY(!action(Command::RemoveRows).isEnabled());
    m_window->project().addReading(m_page, sampleTextReading());
    for (const Command command : { Command::InsertRowAbove, Command::CopyCells, Command::HeaderCells })
        QVERIFY(!action(command).isEnabled());
}

void TableCardTest::theGridAndThePageGoTogether()
{
    PageCanvas& canvas = m_window->pageView().canvas();
    const double scale = canvas.pageSize().width() / 1654.0;
    const QRectF sum(800 * scale, 1200 * scale, 300 * scale, 100 * scale);
    QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, canvas.mapFromScene(sum.center()));
    QCOMPARE(grid().currentIndex(), grid().model()->index(2, 2));
    QCOMPARE(canvas.detail(), sum);
    choose(0, 0);
    QCOMPARE(canvas.detail().top(), 1000 * scale);
    m_window->results().setCurrentItem(1);
    QVERIFY2(canvas.detail().isNull(), "nobody knows where these cells are");
}

void TableCardTest::spreadsheetsGetTheSpans()
{
    choose(range(0, 1, 2, 2));
    action(Command::CopyCells).trigger();
    const QMimeData* const content = QApplication::clipboard()->mimeData();
    QCOMPARE(content->text(), QStringLiteral("Price\t\neach\tall\n4,90\t58,80"));
    QVERIFY(content->html().contains(QLatin1String("colspan=\"2\"")));
    QVERIFY(!content->html().contains(QLatin1String("Toner")));
}

void TableCardTest::exportsHoldWhatWasCorrected()
{
    choose(range(2, 0, 3, 0));
    action(Command::MergeCells).trigger();
    for (const ExportChoice& choice : exportChoices()) {
        if (choice.ending != QLatin1String(".html") && choice.ending != QLatin1String(".csv"))
            continue;
        const auto files = makeExport(exportInput(contentOf(m_window->project()), { m_page }, choice), choice, {});
        QVERIFY(files.ok());
        QVERIFY(files.value().front().bytes.contains("Paper A4 Toner"));
    }
    QCOMPARE(tableHtml(table()).find("rowspan=\"2\">Paper A4 Toner") != std::string::npos, true);
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::TableCardTest)
#include "table_card_test.moc"
