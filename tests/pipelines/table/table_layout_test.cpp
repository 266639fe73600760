// Where a table lies on a page, between which rows it may be cut, and the bands that come of it.

#include <QtTest>

#include "pipelines/table/table_layout.h"
#include "tests/support/drawn_page.h"

using namespace palimpsest;

namespace {

constexpr int kLeft = 100;
constexpr int kTop = 80;
constexpr int kRowHeight = 60;
constexpr int kWidth = 500;

// Rows of three cells; with `lines` lines of print in each.
DrawnPage tableOf(int rows, int lines = 1)
{
    DrawnPage page(800, kTop + rows * kRowHeight + 100);
    for (int row = 0; row < rows; ++row)
        for (int line = 0; line < lines; ++line)
            for (int column = 0; column < 3; ++column)
                page.line(kLeft + 10 + column * 170, kTop + row * kRowHeight + 8 + line * 26, 20, { 3, 4 });
    return page;
}

void rule(DrawnPage& page, int y)
{
    page.fill({ kLeft, y - 1, kLeft + kWidth, y + 1 }, { 0 });
}

TableLayout mustLayOut(const DrawnPage& page)
{
    std::optional<TableLayout> layout = layOutTable(page.image());
    if (!layout)
        qFatal("no table found");
    return *std::move(layout);
}

} // namespace

class TableLayoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theRegionHoldsAllInk();
    void rowsArePartedByWhite();
    void rulesPartRowsOfSeveralLines();
    void aRuleBelowTheHeaderIsNotTheOnlyCut();
    void blankPagesHaveNone();
    void bandsHoldWhatTheyMay_data();
    void bandsHoldWhatTheyMay();
};

void TableLayoutTest::theRegionHoldsAllInk()
{
    DrawnPage page = tableOf(3);
    rule(page, kTop);
    rule(page, kTop + 3 * kRowHeight);
    page.fill({ 5, 5, 7, 7 }, { 0 }); // a speck
    const TableLayout layout = mustLayOut(page);
    QVERIFY(layout.region.left < kLeft && layout.region.left > kLeft - 20);
    QVERIFY(layout.region.right >= kLeft + kWidth && layout.region.right < kLeft + kWidth + 40);
    QVERIFY(layout.region.top < kTop && layout.region.top > kTop - 20);
    QVERIFY(layout.region.bottom > kTop + 3 * kRowHeight);
    QVERIFY(layout.textHeight > 15 && layout.textHeight < 25);
}

void TableLayoutTest::rowsArePartedByWhite()
{
    const TableLayout layout = mustLayOut(tableOf(5));
    QCOMPARE(layout.blocks.size(), std::size_t{ 5 });
    QCOMPARE(layout.blocks.front().top, layout.region.top);
    QCOMPARE(layout.blocks.back().bottom, layout.region.bottom);
    for (std::size_t row = 1; row < 5; ++row) {
        QCOMPARE(layout.blocks[row].top, layout.blocks[row - 1].bottom);
        const int cut = layout.blocks[row].top - kTop - static_cast<int>(row) * kRowHeight;
        QVERIFY2(cut > -34 && cut < 10, qPrintable(QString::number(cut))); // between the print of both
    }
}

void TableLayoutTest::rulesPartRowsOfSeveralLines()
{
    DrawnPage page = tableOf(4, 2);
    for (int row = 0; row <= 4; ++row)
        rule(page, kTop + row * kRowHeight);
    page.fill({ kLeft, kTop, kLeft + 2, kTop + 4 * kRowHeight }, { 0 });
    page.fill({ kLeft + kWidth - 2, kTop, kLeft + kWidth, kTop + 4 * kRowHeight }, { 0 });
    const TableLayout layout = mustLayOut(page);
    QCOMPARE(layout.blocks.size(), std::size_t{ 4 });
    for (int row = 1; row < 4; ++row)
        QCOMPARE(layout.blocks[static_cast<std::size_t>(row)].top, kTop + row * kRowHeight);
    QCOMPARE(mustLayOut(tableOf(4, 2)).blocks.size(), std::size_t{ 8 }); // without rules every line may be a row
}

void TableLayoutTest::aRuleBelowTheHeaderIsNotTheOnlyCut()
{
    DrawnPage page = tableOf(5);
    rule(page, kTop + kRowHeight);
    const TableLayout layout = mustLayOut(page);
    QCOMPARE(layout.blocks.size(), std::size_t{ 5 });
    QCOMPARE(layout.blocks[1].top, kTop + kRowHeight);
}

void TableLayoutTest::blankPagesHaveNone()
{
    DrawnPage page(300, 300);
    QVERIFY(!layOutTable(page.image()));
    page.fill({ 50, 100, 250, 103 }, { 0 });
    QVERIFY(!layOutTable(page.image())); // a rule alone
}

void TableLayoutTest::bandsHoldWhatTheyMay_data()
{
    QTest::addColumn<QList<int>>("heights");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("rows");
    QTest::addColumn<QList<int>>("expected"); // first, last of each band
    const auto row = [](const char* name, QList<int> heights, int first, int height, int rows, QList<int> expected) {
        QTest::newRow(name) << heights << first << height << rows << expected;
    };
    row("all in one", { 10, 10, 10 }, 0, 30, 0, { 0, 3 });
    row("two rows high", { 10, 10, 10, 10 }, 0, 25, 0, { 0, 2, 1, 3, 2, 4 });
    row("three rows high", { 10, 10, 10, 10, 10 }, 0, 30, 0, { 0, 3, 2, 5 });
    row("three rows at most", { 10, 10, 10, 10, 10 }, 0, 1000, 3, { 0, 3, 2, 5 });
    row("from the third on", { 10, 10, 10, 10, 10 }, 2, 20, 0, { 2, 4, 3, 5 });
    row("a row that is too high", { 10, 99, 10 }, 0, 20, 0, { 0, 1, 1, 2, 2, 3 });
    row("one row at a time", { 10, 10, 10 }, 0, 1000, 1, { 0, 1, 1, 2, 2, 3 });
}

void TableLayoutTest::bandsHoldWhatTheyMay()
{
    QFETCH(const QList<int>, heights);
    QFETCH(const int, first);
    QFETCH(const int, height);
    QFETCH(const int, rows);
    QFETCH(const QList<int>, expected);
    std::vector<RowBlock> blocks;
    int top = 7;
    for (const int block : heights) {
        blocks.push_back({ top, top + block });
        top += block;
    }
    QList<int> found;
    for (const RowBand& band : cutBands(
             blocks, static_cast<std::size_t>(first), { static_cast<double>(height), static_cast<std::size_t>(rows) }))
        found << static_cast<int>(band.first) << static_cast<int>(band.last);
    QCOMPARE(found, expected);
}

QTEST_APPLESS_MAIN(TableLayoutTest)
#include "table_layout_test.moc"
