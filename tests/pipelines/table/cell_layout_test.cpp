// The cells of drawn tables: rows, columns and spans by ruling lines or by white, and which print is in which cell.

#include <QtTest>

#include "pipelines/table/cell_layout.h"
#include "tests/support/drawn_page.h"

using namespace palimpsest;

namespace {

constexpr int kLeft = 100;
constexpr int kTop = 80;
constexpr int kRowHeight = 50;
constexpr int kColumnWidth = 180;
constexpr int kSize = 24; // of the print

struct Place {
    int row = 0;
    int column = 0;
};

int xOf(int column)
{
    return kLeft + column * kColumnWidth;
}
int yOf(int row)
{
    return kTop + row * kRowHeight;
}

// A page with room for four columns and six rows.
DrawnPage page()
{
    return { 900, 500 };
}

void print(DrawnPage& page, const Place& place, const std::vector<int>& letters = { 4 })
{
    page.line(xOf(place.column) + 12, yOf(place.row) + 12, kSize, letters);
}

void printAll(DrawnPage& page, int rows, int columns)
{
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            print(page, { row, column });
}

void across(DrawnPage& page, int row, int firstColumn, int lastColumn)
{
    page.fill({ xOf(firstColumn) - 1, yOf(row) - 1, xOf(lastColumn) + 1, yOf(row) + 1 }, { 0 });
}

void down(DrawnPage& page, int column, int firstRow, int lastRow)
{
    page.fill({ xOf(column) - 1, yOf(firstRow) - 1, xOf(column) + 1, yOf(lastRow) + 1 }, { 0 });
}

void grid(DrawnPage& page, int rows, int columns)
{
    for (int row = 0; row <= rows; ++row)
        across(page, row, 0, columns);
    for (int column = 0; column <= columns; ++column)
        down(page, column, 0, rows);
}

CellLayout mustLayOut(const DrawnPage& page)
{
    std::vector<CellLayout> layouts = layOutCells(page.image());
    if (layouts.size() != 1)
        qFatal("%zu tables found", layouts.size());
    return std::move(layouts.front());
}

// "3x2 0,0 0,1+1x2 ...": the grid, then each cell with rows x columns where it spans.
std::string shapeOf(const CellLayout& layout)
{
    std::string shape = std::to_string(layout.rows) + "x" + std::to_string(layout.columns);
    for (const CellPlace& cell : layout.cells)
        if (cell.rowSpan * cell.columnSpan > 1)
            shape += " " + std::to_string(cell.row) + "," + std::to_string(cell.column) + "+"
                + std::to_string(cell.rowSpan) + "x" + std::to_string(cell.columnSpan);
    return shape;
}

} // namespace

class CellLayoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ruledGrids();
    void linesThatAreMissingJoinCells();
    void printThatStandsApartStaysApart();
    void columnsByWhite();
    void printOverColumnsJoinsThem();
    void aLineBelowTheHeaderPartsNoRows();
    void linesAtHeaderAndSumPartNoRows();
    void linesThatGoOnInACellAreNoRows();
    void rowsOfSeveralLinesBetweenTwoRules();
    void aSumBelowANameIsNoColumn();
    void cellsOfSeveralLines();
    void linesOfPrintEndAtTheirCell();
    void eachRuledTableByItself();
    void headersOnOtherPaper();
    void headersAboveAHeavierLine();
    void blankPagesHaveNone();
};

void CellLayoutTest::ruledGrids()
{
    DrawnPage drawn = page();
    grid(drawn, 4, 3);
    printAll(drawn, 4, 3);
    const CellLayout layout = mustLayOut(drawn);
    QCOMPARE(shapeOf(layout), std::string("4x3"));
    QCOMPARE(layout.cells.size(), std::size_t{ 12 });
    const PixelBox& cell = layout.cells[4].box; // second row, second column
    QVERIFY(std::abs(cell.left - xOf(1)) <= 1 && std::abs(cell.right - xOf(2)) <= 1);
    QVERIFY(std::abs(cell.top - yOf(1)) <= 1 && std::abs(cell.bottom - yOf(2)) <= 1);
    QCOMPARE(layout.lines.size(), std::size_t{ 12 });
    QCOMPARE(layout.headerRows, std::size_t{ 0 });
}

void CellLayoutTest::linesThatAreMissingJoinCells()
{
    DrawnPage drawn = page();
    for (const int row : { 0, 2, 3, 4 })
        across(drawn, row, 0, 3);
    across(drawn, 1, 1, 3); // the first cell reaches over two rows
    for (const int column : { 0, 1, 3 })
        down(drawn, column, 0, 4);
    down(drawn, 2, 1, 4); // the header over two columns
    print(drawn, { 0, 0 });
    drawn.line(xOf(1) + 120, yOf(0) + 12, kSize, { 10 }); // in the middle of both
    for (int row = 1; row < 4; ++row)
        for (int column = row == 1 ? 1 : 0; column < 3; ++column)
            print(drawn, { row, column });
    const CellLayout layout = mustLayOut(drawn);
    QCOMPARE(shapeOf(layout), std::string("4x3 0,0+2x1 0,1+1x2"));
    QCOMPARE(layout.cells.size(), std::size_t{ 10 });
}

void CellLayoutTest::printThatStandsApartStaysApart()
{
    DrawnPage drawn = page();
    for (int row = 0; row <= 4; ++row)
        across(drawn, row, 0, 3);
    for (int column = 0; column <= 3; ++column)
        down(drawn, column, 1, 4); // no lines between the names above
    printAll(drawn, 4, 3);
    QCOMPARE(shapeOf(mustLayOut(drawn)), std::string("4x3"));
}

void CellLayoutTest::columnsByWhite()
{
    DrawnPage drawn = page();
    printAll(drawn, 5, 3);
    print(drawn, { 2, 1 }, { 4, 4 });
    QCOMPARE(shapeOf(mustLayOut(drawn)), std::string("5x3"));
    for (int row = 0; row <= 5; ++row)
        across(drawn, row, 0, 3);
    QCOMPARE(shapeOf(mustLayOut(drawn)), std::string("5x3"));
}

void CellLayoutTest::printOverColumnsJoinsThem()
{
    DrawnPage drawn = page();
    drawn.line(xOf(1) + 40, yOf(0) + 12, kSize, { 20 }); // over the second and the third
    print(drawn, { 0, 0 });
    for (int row = 1; row < 6; ++row)
        for (int column = 0; column < 3; ++column)
            print(drawn, { row, column });
    QCOMPARE(shapeOf(mustLayOut(drawn)), std::string("6x3 0,1+1x2"));
}

void CellLayoutTest::aLineBelowTheHeaderPartsNoRows()
{
    DrawnPage drawn = page();
    printAll(drawn, 6, 3);
    for (const int row : { 0, 1, 6 })
        across(drawn, row, 0, 3);
    QCOMPARE(shapeOf(mustLayOut(drawn)), std::string("6x3"));
}

void CellLayoutTest::linesAtHeaderAndSumPartNoRows()
{
    DrawnPage drawn(900, 600);
    printAll(drawn, 6, 4);
    for (const int row : { 1, 6 })
        across(drawn, row, 0, 4);
    for (const int row : { 6, 7 }) // net and total
        for (const int column : { 2, 3 })
            print(drawn, { row, column });
    QCOMPARE(shapeOf(mustLayOut(drawn)), std::string("8x4"));
}

void CellLayoutTest::linesThatGoOnInACellAreNoRows()
{
    DrawnPage drawn(900, 700);
    for (int row = 0; row <= 9; row += 3)
        across(drawn, row, 0, 4);
    for (int row = 0; row < 9; row += 3) {
        for (int column = 0; column < 4; ++column)
            print(drawn, { row, column });
        for (int line = 1; line < 3; ++line)
            drawn.line(xOf(1) + 12, yOf(row) + 12 + 34 * line, kSize, { 5 });
    }
    QCOMPARE(shapeOf(mustLayOut(drawn)), std::string("3x4"));
}

// Names of two lines, a rule, three articles that are described in one to three lines, a rule, the sum.
void CellLayoutTest::rowsOfSeveralLinesBetweenTwoRules()
{
    DrawnPage drawn(900, 700);
    int y = kTop;
    const auto row = [&](int lines) {
        for (int column = 0; column < 4; ++column)
            drawn.line(xOf(column) + 12, y, kSize, { 4 });
        for (int line = 1; line < lines; ++line)
            drawn.line(xOf(1) + 12, y + 32 * line, kSize, { 5 });
        y += 32 * (lines - 1) + 50;
    };
    const auto rule = [&] { drawn.fill({ kLeft, y - 12, xOf(4), y - 10 }, { 0 }); };
    row(2);
    rule();
    row(3);
    row(1);
    row(2);
    rule();
    drawn.line(xOf(2) + 12, y, kSize, { 4 });
    drawn.line(xOf(3) + 12, y, kSize, { 4 });
    const CellLayout layout = mustLayOut(drawn);
    QCOMPARE(shapeOf(layout), std::string("5x4"));
    QCOMPARE(std::count(layout.holds.begin(), layout.holds.end(), std::size_t{ 5 }), 3); // lines of the first article
}

void CellLayoutTest::aSumBelowANameIsNoColumn()
{
    DrawnPage drawn(900, 600);
    for (int row = 0; row < 7; ++row) {
        drawn.line(xOf(0) + 12, yOf(row), kSize, { 4 });
        drawn.line(xOf(2), yOf(row), kSize, row == 0 ? std::vector<int>{ 12 } : std::vector<int>{ 3 });
        drawn.line(xOf(3) + 100, yOf(row), kSize, { 4 });
    }
    drawn.line(xOf(2) + 70, yOf(7), kSize, { 10 }); // beside the numbers, below their name
    drawn.line(xOf(3) + 100, yOf(7), kSize, { 4 });
    QCOMPARE(shapeOf(mustLayOut(drawn)), std::string("8x3"));
}

void CellLayoutTest::cellsOfSeveralLines()
{
    DrawnPage drawn(900, 500);
    for (int row = 0; row <= 4; row += 2)
        across(drawn, row, 0, 2);
    for (int column = 0; column <= 2; ++column)
        down(drawn, column, 0, 4);
    for (int row = 0; row < 4; row += 2) {
        print(drawn, { row, 0 });
        drawn.line(xOf(0) + 12, yOf(row) + 12 + 34, kSize, { 5 });
        print(drawn, { row, 1 });
    }
    const CellLayout layout = mustLayOut(drawn);
    QCOMPARE(shapeOf(layout), std::string("2x2"));
    QCOMPARE(std::count(layout.holds.begin(), layout.holds.end(), std::size_t{ 0 }), 2);
    QCOMPARE(std::count(layout.holds.begin(), layout.holds.end(), std::size_t{ 1 }), 1);
}

void CellLayoutTest::linesOfPrintEndAtTheirCell()
{
    DrawnPage drawn = page();
    grid(drawn, 2, 2);
    for (int row = 0; row < 2; ++row) {
        drawn.line(xOf(0) + 12, yOf(row) + 12, kSize, { 4, 12 }); // close to the line, and to what is behind it
        drawn.line(xOf(1) + 5, yOf(row) + 12, kSize, { 4 });
    }
    const CellLayout layout = mustLayOut(drawn);
    QCOMPARE(shapeOf(layout), std::string("2x2"));
    QCOMPARE(layout.lines.size(), std::size_t{ 4 });
    for (std::size_t i = 0; i < layout.lines.size(); ++i) {
        const PixelBox& cell = layout.cells[layout.holds[i]].box;
        QVERIFY(layout.lines[i].box.left >= cell.left && layout.lines[i].box.right <= cell.right);
    }
}

void CellLayoutTest::eachRuledTableByItself()
{
    DrawnPage drawn(900, 900);
    grid(drawn, 3, 2);
    printAll(drawn, 3, 2);
    drawn.line(kLeft, yOf(4) + 10, kSize, { 6, 3, 8, 5, 7 }); // text between
    for (int row = 6; row <= 8; ++row)
        across(drawn, row, 0, 3);
    for (int column = 0; column <= 3; ++column)
        down(drawn, column, 6, 8);
    for (int row = 6; row < 8; ++row)
        for (int column = 0; column < 3; ++column)
            print(drawn, { row, column });
    const std::vector<CellLayout> layouts = layOutCells(drawn.image());
    QCOMPARE(layouts.size(), std::size_t{ 2 });
    QCOMPARE(shapeOf(layouts[0]), std::string("3x2"));
    QCOMPARE(shapeOf(layouts[1]), std::string("2x3"));
}

void CellLayoutTest::headersOnOtherPaper()
{
    DrawnPage drawn = page();
    drawn.fill({ xOf(0), yOf(0), xOf(3), yOf(1) }, { 215 });
    grid(drawn, 4, 3);
    printAll(drawn, 4, 3);
    QCOMPARE(mustLayOut(drawn).headerRows, std::size_t{ 1 });
}

void CellLayoutTest::headersAboveAHeavierLine()
{
    DrawnPage drawn = page();
    grid(drawn, 5, 3);
    printAll(drawn, 5, 3);
    drawn.fill({ xOf(0), yOf(2) - 2, xOf(3), yOf(2) + 3 }, { 0 });
    QCOMPARE(mustLayOut(drawn).headerRows, std::size_t{ 2 });
}

void CellLayoutTest::blankPagesHaveNone()
{
    QVERIFY(layOutCells(page().image()).empty());
}

QTEST_APPLESS_MAIN(CellLayoutTest)
#include "cell_layout_test.moc"
