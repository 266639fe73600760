// Bands of a table become one: headers once, shared rows once, and a seam that does not fit is told.

#include <QtTest>

#include "pipelines/decode/table_markup.h"
#include "pipelines/export/delimited_table.h"
#include "pipelines/table/band_merger.h"
#include "pipelines/table/table_grid.h"

using namespace palimpsest;

class BandMergerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bandsBecomeOneTable_data();
    void bandsBecomeOneTable();
    void bandsThatShareNoRowFollowEachOther();
    void boxesAreUnited();
    void hugeBandsStayApart();
};

namespace {

ReadBand bandOf(const QString& html, std::size_t headers)
{
    return { parseTableMarkup(answerPieces(html.toStdString()), CoordinateOrder::XFirst).tables, headers };
}

} // namespace

void BandMergerTest::bandsBecomeOneTable_data()
{
    QTest::addColumn<QStringList>("bands");
    QTest::addColumn<int>("headers"); // above all bands but the first
    QTest::addColumn<QString>("expected");
    QTest::addColumn<int>("headerRows");
    QTest::addColumn<int>("seams");
    const QString head = QStringLiteral("<thead><tr><td>A<td>B</thead>");
    const auto row = [](const char* name, const QStringList& bands, int headers, const char* expected, int headerRows,
                         int seams = 0) {
        QTest::newRow(name) << bands << headers << QString::fromUtf8(expected) << headerRows << seams;
    };
    const auto html = [](const char* rows) { return QString::fromUtf8(rows); };
    row("one band", { html("<tr><td>1<td>2") }, 0, "1\t2\n", 0);
    row("a shared row", { html("<tr><td>1<td>2<tr><td>3<td>4"), html("<tr><td>3<td>4<tr><td>5<td>6") }, 0,
        "1\t2\n3\t4\n5\t6\n", 0);
    row("a shared row with a misread cell",
        { html("<tr><td>1<td>2<tr><td>3<td>4"), html("<tr><td>3<td>9<tr><td>5<td>6") }, 0, "1\t2\n3\t4\n5\t6\n", 0);
    row("a header above every band", { head + html("<tr><td>1<td>2"), head + html("<tr><td>1<td>2<tr><td>3<td>4") }, 1,
        "A\tB\n1\t2\n3\t4\n", 1);
    row("a header that is not marked",
        { head + html("<tr><td>1<td>2"), html("<tr><td>A<td>B<tr><td>1<td>2<tr><td>3<td>4") }, 1, "A\tB\n1\t2\n3\t4\n",
        1);
    row("a header where none was shown",
        { html("<tr><td>1<td>2<tr><td>3<td>4"), html("<thead><tr><td>3<td>4</thead><tr><td>5<td>6") }, 0,
        "1\t2\n3\t4\n5\t6\n", 0);
    row("a row that was cut in two",
        { html("<tr><td>1<td>2<tr><td>North<td>4"), html("<tr><td>North Hill<td>4<tr><td>5<td>6") }, 0,
        "1\t2\nNorth Hill\t4\n5\t6\n", 0);
    row("a span over the shared row",
        { html("<tr><td>1<td>2<tr><td rowspan=2>3<td>4<tr><td>5"), html("<tr><td>3<td>5<tr><td>6<td>7") }, 0,
        "1\t2\n3\t4\n\t5\n6\t7\n", 0);
    row("rows that do not fit", { html("<tr><td>1<td>2"), html("<tr><td>8<td>9") }, 0, "1\t2\n8\t9\n", 0, 1);
    row("another table", { html("<tr><td>1<td>2"), html("<tr><td>7<td>8<td>9") }, 0, "1\t2\n==\n7\t8\t9\n", 0, 1);
    row("a band without an answer", { html("<tr><td>1<td>2"), QString(), html("<tr><td>1<td>2<tr><td>3<td>4") }, 0,
        "1\t2\n3\t4\n", 0);
    row("a first band without an answer", { QString(), html("<tr><td>1<td>2") }, 0, "1\t2\n", 0);
    row("a band with nothing but the header", { head, head }, 1, "A\tB\n", 1, 1);
}

void BandMergerTest::bandsBecomeOneTable()
{
    QFETCH(const QStringList, bands);
    QFETCH(const int, headers);
    QFETCH(const QString, expected);
    std::vector<ReadBand> read;
    for (const QString& band : bands)
        read.push_back(bandOf(band, read.empty() ? 0 : static_cast<std::size_t>(headers)));
    const MergedBands merged = mergeBands(std::move(read));
    std::string found;
    for (const Table& table : merged.tables) {
        QVERIFY(TableGrid::create(table).has_value());
        found += (found.empty() ? "" : "==\n") + tabbedText(table);
    }
    QCOMPARE(QString::fromStdString(found), expected);
    QTEST(static_cast<int>(headerRows(merged.tables.front())), "headerRows");
    QTEST(static_cast<int>(merged.seams.size()), "seams");
}

void BandMergerTest::bandsThatShareNoRowFollowEachOther()
{
    const auto joined = [](const char* second) {
        ReadBand next = bandOf(QString::fromUtf8(second), 0);
        next.sharesRow = false;
        return mergeBands({ bandOf(QStringLiteral("<tr><td>1<td>2"), 0), next });
    };
    const MergedBands alike = joined("<tr><td>1<td>2"); // two rows that say the same
    QCOMPARE(tabbedText(alike.tables.at(0)), std::string("1\t2\n1\t2\n"));
    QVERIFY(alike.seams.empty());
    const MergedBands wider = joined("<tr><td>1<td>2<td>3");
    QCOMPARE(wider.tables.size(), std::size_t{ 2 });
    QCOMPARE(wider.seams, std::vector<std::size_t>{ 1 });
}

void BandMergerTest::boxesAreUnited()
{
    ReadBand first = bandOf(QStringLiteral("<tr><td>1<tr><td>2"), 0);
    ReadBand second = bandOf(QStringLiteral("<tr><td>2<tr><td>3"), 0);
    first.tables[0].box = { 10, 20, 100, 50 };
    second.tables[0].box = { 10, 40, 100, 70 };
    QCOMPARE(mergeBands({ first, second }).tables[0].box, (RectF{ 10, 20, 100, 70 }));
}

void BandMergerTest::hugeBandsStayApart()
{
    QString rows;
    for (std::size_t i = 0; i < kMostAnswerRows; ++i)
        rows += QStringLiteral("<tr><td>%1").arg(i);
    const MergedBands merged = mergeBands(std::vector<ReadBand>(25, bandOf(rows, 0)));
    QVERIFY(merged.tables.size() > 1);
    for (const Table& table : merged.tables)
        QVERIFY(TableGrid::create(table).has_value());
}

QTEST_APPLESS_MAIN(BandMergerTest)
#include "band_merger_test.moc"
