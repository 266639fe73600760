// Tables out of HTML as strangers and lost models write it: what is read, what is refused, and that it ends soon.

#include <QElapsedTimer>
#include <QtTest>

#include "pipelines/evaluate/grits.h"
#include "pipelines/evaluate/teds.h"

using namespace palimpsest;

class HtmlTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void forgivenFaults_data();
    void forgivenFaults();
    void noTable_data();
    void noTable();
    void gridWithSpans();
    void spansEnd();
    void refused_data();
    void refused();
    void largeTablesEndSoon();
};

namespace {

Result<std::optional<HtmlTable>> parsed(const QString& html)
{
    return parseHtmlTable(html.toStdString());
}

QString texts(const HtmlGrid& grid)
{
    QString all;
    for (std::size_t slot = 0; slot < grid.slots.size(); ++slot) {
        if (slot > 0)
            all += slot % grid.columns == 0 ? QStringLiteral("/") : QStringLiteral(",");
        for (const char32_t letter : grid.cells[grid.slots[slot]].text)
            all += QChar(static_cast<char16_t>(letter));
    }
    return all;
}

} // namespace

void HtmlTableTest::forgivenFaults_data()
{
    QTest::addColumn<QString>("html");
    QTest::newRow("well-formed") << "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>";
    QTest::newRow("nothing closed") << "<table><tr><td>a<td>b<tr><td>c<td>d";
    QTest::newRow("upper case and attributes") << "<TABLE border=1><TR><TD align='left'>a</TD><TD>b</TD></TR>"
                                                  "<TR><TD>c</TD><TD>d</TD></TR></TABLE>";
    QTest::newRow("broken bytes and comments") << "<table><!-- x --><tr><td>a</td><td>b</td></tr>"
                                                  "<tr><td>c</td><td>d</td></tr></table>\x01";
    QTest::newRow("a nonsense span") << "<table><tr><td colspan='x'>a</td><td rowspan='-3'>b</td></tr>"
                                        "<tr><td colspan='0'>c</td><td>d</td></tr></table>";
}

void HtmlTableTest::forgivenFaults()
{
    QFETCH(const QString, html);
    const auto table = parsed(html);
    QVERIFY(table.ok() && table.value());
    QCOMPARE(texts(table.value()->grid), QStringLiteral("a,b/c,d"));
    QCOMPARE(table.value()->descendants, std::size_t{ 6 });
    QCOMPARE(table.value()->elements.back().tag, std::string("table"));
}

void HtmlTableTest::noTable_data()
{
    QTest::addColumn<QString>("html");
    QTest::newRow("nothing") << "";
    QTest::newRow("text") << "no table here";
    QTest::newRow("not a child of the body") << "<div><table><tr><td>a</td></tr></table></div>";
}

void HtmlTableTest::noTable()
{
    QFETCH(const QString, html);
    const auto table = parsed(html);
    QVERIFY(table.ok());
    QVERIFY(!table.value());
}

void HtmlTableTest::gridWithSpans()
{
    const auto table = parsed(QStringLiteral("<table><tr><td rowspan=2>a</td><td>b</td><td>c</td></tr>"
                                             "<tr><td colspan=2>d<sup>2</sup></td></tr><tr><td>e</td></tr></table>"));
    QVERIFY(table.ok() && table.value());
    QCOMPARE(texts(table.value()->grid), QStringLiteral("a,b,c/a,d 2,d 2/e,,"));
}

void HtmlTableTest::spansEnd()
{
    const auto table = parsed(
        QStringLiteral("<table><tr><td rowspan=99999999999999999999>a</td><td colspan=1001>b</td></tr></table>"));
    QVERIFY(table.ok() && table.value());
    QCOMPARE(table.value()->grid.rows, std::size_t{ 1 });
    QCOMPARE(table.value()->grid.columns, std::size_t{ 1001 });
    QCOMPARE(table.value()->elements[0].rowSpan, std::size_t{ 1000 });
}

void HtmlTableTest::refused_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("reason");
    const QString row = QStringLiteral("<tr><td colspan=1000>a</td></tr>");
    QTest::newRow("huge spans") << QLatin1String("<table>") + row.repeated(5) + QLatin1String("</table>")
                                << "places in its grid";
    QTest::newRow("many cells") << QLatin1String("<table>") + QStringLiteral("<tr><td></td></tr>").repeated(3000)
                                << "elements";
    QTest::newRow("many tags in a cell") << QLatin1String("<table><tr><td>") + QStringLiteral("<b>x</b>").repeated(5000)
                                         << "elements";
    QTest::newRow("long text") << QLatin1String("<table><tr><td>") + QString(30'000, QLatin1Char('x')) << "letters";
    QTest::newRow("deep tables") << QStringLiteral("<table><tr><td>").repeated(40'000) << "";
    QTest::newRow("deep rows") << QLatin1String("<table>") + QStringLiteral("<tr><span>").repeated(100)
                               << "inside one another";
    QTest::newRow("deep inline tags") << QLatin1String("<table><tr><td>") + QStringLiteral("<i>").repeated(200)
                                      << "inside one another";
    QTest::newRow("huge") << QString(2 << 20, QLatin1Char(' ')) << "bytes";
}

// Whatever libxml2 does not give up on by itself is refused with the limit in the message.
void HtmlTableTest::refused()
{
    QFETCH(const QString, html);
    QFETCH(const QString, reason);
    QElapsedTimer clock;
    clock.start();
    const auto table = parsed(html);
    QVERIFY2(clock.elapsed() < 10'000, "this does not end soon");
    if (reason.isEmpty())
        return;
    QVERIFY(!table.ok());
    QVERIFY(table.error().code == ErrorCode::BadInput);
    QVERIFY2(QString::fromStdString(table.error().message).contains(reason), table.error().message.c_str());
}

// A quarter of what is allowed, with no text twice: sixteen times less work than the largest.
void HtmlTableTest::largeTablesEndSoon()
{
    const auto tableOf = [](int rows, int columns) {
        std::string html = "<table>";
        for (int i = 0; i < rows * columns; ++i)
            html += (i % columns == 0 ? "<tr><td>" : "<td>") + std::to_string(i * columns);
        return html;
    };
    const auto full = parseHtmlTable(tableOf(45, 20));
    const auto other = parseHtmlTable(tableOf(40, 22));
    QVERIFY(full.ok() && full.value() && other.ok() && other.value());
    QElapsedTimer clock;
    clock.start();
    const double structure = teds(*full.value(), *other.value(), CellContent::Compared);
    const double topology = gritsTopology(full.value()->grid, other.value()->grid).f1();
    const double content = gritsContent(full.value()->grid, other.value()->grid).f1();
    QVERIFY(structure > 0 && structure < 1 && topology > 0 && topology < 1 && content > 0 && content < 1);
    QVERIFY2(clock.elapsed() < 10'000, "this does not end soon");
}

QTEST_APPLESS_MAIN(HtmlTableTest)
#include "html_table_test.moc"
