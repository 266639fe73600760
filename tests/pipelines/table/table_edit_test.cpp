// A person's changes to a table: what each does, that nothing is lost by it, and that whatever is done in whatever
// order leaves a grid that every writer can write.

#include <QtTest>
#include <algorithm>
#include <functional>
#include <random>

#include "pipelines/export/html_writer.h"
#include "pipelines/table/table_edit.h"

using namespace palimpsest;

namespace {

// "A<2,1> | B / C": columns by "|", rows by "/", <columns, rows> spanned, "*" before a header, "-" for no cell. Places
// that a cell reaches are left out, as in HTML.
QString pictureOf(const Table& table)
{
    QStringList rows;
    for (std::size_t row = 0; row < table.rows; ++row) {
        QStringList places;
        for (std::size_t column = 0; column < table.columns; ++column) {
            const auto holds = [&](const TableCell& cell) {
                return cell.row <= row && row < cell.row + cell.rowSpan && cell.column <= column
                    && column < cell.column + cell.columnSpan;
            };
            const auto cell = std::find_if(table.cells.begin(), table.cells.end(), holds);
            if (cell == table.cells.end()) {
                places << QStringLiteral("-");
            } else if (cell->row == row && cell->column == column) {
                QString place = cell->header ? QStringLiteral("*") : QString();
                place += QString::fromStdString(cell->text);
                if (cell->columnSpan > 1 || cell->rowSpan > 1)
                    place += QStringLiteral("<%1,%2>").arg(cell->columnSpan).arg(cell->rowSpan);
                places << place;
            }
        }
        rows << places.join(QLatin1Char('|'));
    }
    return rows.join(QLatin1Char('/'));
}

// Head over two columns, and a cell of two rows.
Table sample()
{
    Table table{ { 0, 0, 300, 300 }, 3, 3, {} };
    table.cells.push_back({ .columnSpan = 2, .header = true, .text = "A", .box = RectF{ 0, 0, 200, 100 } });
    table.cells.push_back({ .column = 2, .header = true, .text = "B", .box = RectF{ 200, 0, 300, 100 } });
    table.cells.push_back({ .row = 1, .rowSpan = 2, .text = "C", .box = RectF{ 0, 100, 100, 300 }, .confidence = 0.9 });
    table.cells.push_back({ .row = 1, .column = 1, .text = "D", .confidence = 0.8 });
    table.cells.push_back({ .row = 1, .column = 2, .text = "E" });
    table.cells.back().styles = { { 0, 1, { .bold = true } } };
    table.cells.push_back({ .row = 2, .column = 1, .text = "F" });
    return table;
}

// Why it is no table, or nothing.
QString faultOf(const Table& table)
{
    std::vector<int> held(table.rows * table.columns, 0);
    std::size_t last = 0;
    for (const TableCell& cell : table.cells) {
        if (cell.rowSpan == 0 || cell.columnSpan == 0 || cell.row + cell.rowSpan > table.rows
            || cell.column + cell.columnSpan > table.columns)
            return QStringLiteral("a cell leaves the grid");
        if (!fits(cell.styles, cell.text))
            return QStringLiteral("styles are of another text");
        const std::size_t place = cell.row * table.columns + cell.column;
        if (&cell != table.cells.data() && place <= last)
            return QStringLiteral("cells are not in order");
        last = place;
        for (std::size_t row = cell.row; row < cell.row + cell.rowSpan; ++row)
            for (std::size_t column = cell.column; column < cell.column + cell.columnSpan; ++column)
                if (++held[row * table.columns + column] > 1)
                    return QStringLiteral("a place is held twice");
    }
    return {};
}

// All letters of all cells, in no order.
QString lettersOf(const Table& table)
{
    std::string letters;
    for (const TableCell& cell : table.cells)
        letters += cell.text;
    std::erase(letters, ' ');
    std::sort(letters.begin(), letters.end());
    return QString::fromStdString(letters);
}

// The same of those that reach beyond the rows or columns.
QString lettersBeyond(const Table& table, GridAxis axis, std::size_t first, std::size_t count)
{
    Table beyond = table;
    std::erase_if(beyond.cells, [&](const TableCell& cell) {
        const bool rows = axis == GridAxis::Rows;
        const std::size_t begin = rows ? cell.row : cell.column;
        return begin >= first && begin + (rows ? cell.rowSpan : cell.columnSpan) <= first + count;
    });
    return lettersOf(beyond);
}

using Change = std::function<std::optional<Table>(const Table&)>;

} // namespace

Q_DECLARE_METATYPE(Change)

class TableEditTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatEachChangeDoes_data();
    void whatEachChangeDoes();
    void whatWasMeasuredStaysWhereNothingChanged();
    void aPartStandsByItself();
    void anyOrderLeavesATable();
    void largeTablesEndWhereTheyMust();
};

void TableEditTest::whatEachChangeDoes_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("expected"); // empty: there is nothing to change
    const auto row = [](const char* name, const Change& change, const char* expected) {
        QTest::newRow(name) << change << QString::fromLatin1(expected);
    };
    row(
        "a text", [](const Table& t) { return withCellText(t, 1, 1, "d"); }, "*A<2,1>|*B/C<1,2>|d|E/F|-");
    row(
        "a text in a spanned place", [](const Table& t) { return withCellText(t, 2, 0, "c"); },
        "*A<2,1>|*B/c<1,2>|D|E/F|-");
    row(
        "a text where no cell is", [](const Table& t) { return withCellText(t, 2, 2, "G"); },
        "*A<2,1>|*B/C<1,2>|D|E/F|G");
    row(
        "the same text", [](const Table& t) { return withCellText(t, 1, 1, "D"); }, "");
    row(
        "no text where no cell is", [](const Table& t) { return withCellText(t, 2, 2, ""); }, "");
    row(
        "a text beyond the grid", [](const Table& t) { return withCellText(t, 3, 0, "x"); }, "");
    row(
        "texts cleared",
        [](const Table& t) {
            return withTextsCleared(t, { 1, 1, 2, 2 });
        },
        "*A<2,1>|*B/C<1,2>||/|-");
    row(
        "merged",
        [](const Table& t) {
            return withCellsMerged(t, { 1, 1, 1, 2 });
        },
        "*A<2,1>|*B/C<1,2>|D E<2,1>/F|-");
    row(
        "merged with an empty place",
        [](const Table& t) {
            return withCellsMerged(t, { 2, 1, 1, 2 });
        },
        "*A<2,1>|*B/C<1,2>|D|E/F<2,1>");
    row(
        "merged, and what it cuts with it",
        [](const Table& t) {
            return withCellsMerged(t, { 0, 1, 2, 1 });
        },
        "A C D F<2,3>|*B/E/-");
    row(
        "headers stay headers when merged",
        [](const Table& t) {
            return withCellsMerged(t, { 0, 0, 1, 3 });
        },
        "*A B<3,1>/C<1,2>|D|E/F|-");
    row(
        "one cell is merged with nothing",
        [](const Table& t) {
            return withCellsMerged(t, { 1, 0, 2, 1 });
        },
        "");
    row(
        "split",
        [](const Table& t) {
            return withCellsSplit(t, { 1, 0, 1, 1 });
        },
        "*A<2,1>|*B/C|D|E/|F|-");
    row(
        "headers stay headers when split",
        [](const Table& t) {
            return withCellsSplit(t, { 0, 0, 1, 3 });
        },
        "*A|*|*B/C<1,2>|D|E/F|-");
    row(
        "nothing to split",
        [](const Table& t) {
            return withCellsSplit(t, { 1, 1, 2, 2 });
        },
        "");
    row(
        "headers",
        [](const Table& t) {
            return withHeaders(t, { 1, 0, 1, 3 }, true);
        },
        "*A<2,1>|*B/*C<1,2>|*D|*E/F|-");
    row(
        "no headers",
        [](const Table& t) {
            return withHeaders(t, { 0, 0, 1, 1 }, false);
        },
        "A<2,1>|*B/C<1,2>|D|E/F|-");
    row(
        "a row before a cell's middle", [](const Table& t) { return withInserted(t, GridAxis::Rows, 2); },
        "*A<2,1>|*B/C<1,3>|D|E/-|-/F|-");
    row(
        "a row at the end", [](const Table& t) { return withInserted(t, GridAxis::Rows, 3); },
        "*A<2,1>|*B/C<1,2>|D|E/F|-/-|-|-");
    row(
        "a column in front", [](const Table& t) { return withInserted(t, GridAxis::Columns, 0); },
        "-|*A<2,1>|*B/-|C<1,2>|D|E/-|F|-");
    row(
        "two columns in a head", [](const Table& t) { return withInserted(t, GridAxis::Columns, 1, 2); },
        "*A<4,1>|*B/C<1,2>|-|-|D|E/-|-|F|-");
    row(
        "a column beyond the end", [](const Table& t) { return withInserted(t, GridAxis::Columns, 4); }, "");
    row(
        "a row gone", [](const Table& t) { return withRemoved(t, GridAxis::Rows, 1, 1); }, "*A<2,1>|*B/C|F|-");
    row(
        "rows gone", [](const Table& t) { return withRemoved(t, GridAxis::Rows, 0, 2); }, "C|F|-");
    row(
        "a column gone", [](const Table& t) { return withRemoved(t, GridAxis::Columns, 0, 1); }, "*A|*B/D|E/F|-");
    row(
        "all rows", [](const Table& t) { return withRemoved(t, GridAxis::Rows, 0, 3); }, "");
    row(
        "rows beyond the end", [](const Table& t) { return withRemoved(t, GridAxis::Rows, 2, 2); }, "");
}

void TableEditTest::whatEachChangeDoes()
{
    QFETCH(const Change, change);
    QFETCH(const QString, expected);
    const std::optional<Table> edited = change(sample());
    QCOMPARE(edited ? pictureOf(*edited) : QString(), expected);
    if (edited)
        QCOMPARE(faultOf(*edited), QString());
}

void TableEditTest::whatWasMeasuredStaysWhereNothingChanged()
{
    const std::optional<Table> text = withCellText(sample(), 1, 1, "d");
    QVERIFY(text.has_value());
    QVERIFY2(!text->cells[3].confidence, "nobody measured what a person typed");
    QCOMPARE(text->cells[2], sample().cells[2]);
    const std::optional<Table> merged = withCellsMerged(sample(), { 0, 0, 1, 3 });
    QVERIFY(merged.has_value());
    QCOMPARE(merged->cells[0].box, std::optional(RectF{ 0, 0, 300, 100 }));
    const std::optional<Table> split = withCellsSplit(sample(), { 1, 0, 1, 1 });
    QVERIFY(split.has_value());
    QCOMPARE(split->cells[2].box, sample().cells[2].box);
    QCOMPARE(split->cells[2].confidence, std::optional(0.9));
}

void TableEditTest::aPartStandsByItself()
{
    const Table part = tablePart(sample(), { 1, 1, 1, 1 });
    QCOMPARE(pictureOf(part), QStringLiteral("D"));
    const Table grown = tablePart(sample(), { 2, 0, 1, 2 });
    QCOMPARE(pictureOf(grown), QStringLiteral("C<1,2>|D/F"));
    QCOMPARE(tableHtml(grown),
        std::string("<table><tbody><tr><td rowspan=\"2\">C</td><td>D</td></tr><tr><td>F</td></tr>"
                    "</tbody></table>"));
    QCOMPARE(pictureOf(tablePart(sample(), { 0, 0, 99, 99 })), pictureOf(sample()));
}

// Whatever is done; and all but clearing and removing loses no letter.
void TableEditTest::anyOrderLeavesATable()
{
    constexpr int kTables = 60;
    constexpr int kChanges = 120;
    std::mt19937 random(20261);
    const auto below = [&random](std::size_t end) {
        return end == 0 ? 0 : std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
    };
    std::size_t done = 0;
    for (int i = 0; i < kTables; ++i) {
        Table table = sample();
        for (int k = 0; k < kChanges; ++k) {
            const GridRange range{ below(table.rows + 1), below(table.columns + 1), 1 + below(3), 1 + below(3) };
            const GridAxis axis = below(2) == 0 ? GridAxis::Rows : GridAxis::Columns;
            const std::size_t kind = below(8);
            const std::optional<Table> edited = kind == 0 ? withCellsMerged(table, range)
                : kind == 1                               ? withCellsSplit(table, range)
                : kind == 2                               ? withHeaders(table, range, below(2) == 0)
                : kind == 3 && table.rows + table.columns < 16
                ? withInserted(table, axis, below(table.rows + 2), 1 + below(2))
                : kind == 4
                ? withCellText(table, range.row, range.column, std::string(1, "abcdefghijklmnopqrstuvwxyz"[below(26)]))
                : kind == 5 ? withTextsCleared(table, { range.row, range.column, 1, 1 })
                : kind == 6 ? withRemoved(table, axis, range.row, range.columns - 1)
                            : std::nullopt;
            if (!edited)
                continue;
            ++done;
            QVERIFY2(faultOf(*edited).isEmpty(),
                qPrintable(QStringLiteral("%1: %2 became %3 by %4")
                               .arg(faultOf(*edited), pictureOf(table), pictureOf(*edited))
                               .arg(kind)));
            if (kind < 4)
                QCOMPARE(lettersOf(*edited), lettersOf(table));
            if (kind == 6)
                QCOMPARE(lettersOf(*edited), lettersBeyond(table, axis, range.row, range.columns - 1));
            const GridRange whole = wholeCells(*edited, range);
            QVERIFY(faultOf(tablePart(*edited, range)).isEmpty());
            QCOMPARE(wholeCells(*edited, whole), whole);
            table = *edited;
        }
    }
    QVERIFY2(done > kTables * 30, "hardly anything was done");
}

void TableEditTest::largeTablesEndWhereTheyMust()
{
    const Table table{ {}, 10'000, 20, {} };
    QVERIFY(!withInserted(table, GridAxis::Rows, 0).has_value());
    QVERIFY(!withInserted(table, GridAxis::Columns, 0).has_value());
    QVERIFY(withRemoved(table, GridAxis::Rows, 0, 1).has_value());
}

QTEST_APPLESS_MAIN(TableEditTest)
#include "table_edit_test.moc"
