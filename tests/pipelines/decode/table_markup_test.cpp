// Answers in HTML become grids, whatever a model writes; what is wrong with one is said.

#include <QtTest>
#include <cmath>

#include "pipelines/decode/table_markup.h"
#include "pipelines/export/html_writer.h"
#include "pipelines/table/table_grid.h"
#include "tests/support/sample_vocabulary.h"

using namespace palimpsest;

namespace {

// A line a row, cells parted by '|': a header in brackets, a span as "text:2x3" (rows x columns), '-' where a cell from
// above or the left reaches, '.' where there is none. Tables parted by "==".
std::string drawn(const TableAnswer& answer)
{
    std::string text;
    for (const Table& table : answer.tables) {
        text += text.empty() ? "" : "==\n";
        const TableGrid grid = TableGrid::of(table);
        for (std::size_t row = 0; row < table.rows; ++row) {
            for (std::size_t column = 0; column < table.columns; ++column) {
                const TableCell* const cell = grid.at(row, column);
                text += column == 0 ? "" : "|";
                if (cell == nullptr || cell->row != row || cell->column != column) {
                    text += cell == nullptr ? "." : "-";
                    continue;
                }
                text += cell->header ? "[" + cell->text + "]" : cell->text;
                if (cell->rowSpan > 1 || cell->columnSpan > 1)
                    text += ":" + std::to_string(cell->rowSpan) + "x" + std::to_string(cell->columnSpan);
            }
            text += "\n";
        }
    }
    return text;
}

std::string namesOf(const std::vector<AnswerWarning>& warnings)
{
    std::string names;
    for (const AnswerWarning warning : warnings)
        names += (names.empty() ? "" : " ") + std::string(nameOf(warning));
    return names;
}

TableAnswer parsed(std::string_view html, StopReason reason = StopReason::EndOfSequence)
{
    return parseTableMarkup(answerPieces(html), CoordinateOrder::XFirst, reason);
}

} // namespace

class TableMarkupTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cellsFindTheirPlaces_data();
    void cellsFindTheirPlaces();
    void whatIsTooLargeIsCut();
    void endingsAreTold();
    void boxesAreWhereTheAnswerSays();
    void lettersKeepTheirStyle_data();
    void lettersKeepTheirStyle();
    void confidenceIsThatOfTheText();
    void endlessMarkupTakesNoTime();
};

void TableMarkupTest::cellsFindTheirPlaces_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("warnings");
    const auto row = [](const char* name, const char* html, const char* expected, const char* warnings = "") {
        QTest::newRow(name) << QString::fromUtf8(html) << QString::fromUtf8(expected) << QString::fromUtf8(warnings);
    };
    row("the canonical form",
        "<table><thead><tr><td>A</td><td>B</td></tr></thead><tbody><tr><td>1</td><td></td></tr></tbody></table>",
        "[A]|[B]\n1|\n");
    row("spans", "<table><tr><td colspan=\"2\">a</td><td rowspan='2'>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
        "a:1x2|-|b:2x1\nc|d|-\n");
    row("a span over both", "<table><tr><td rowspan=2 colspan=2>a<td>b<tr><td>c</table>", "a:2x2|-|b\n-|-|c\n");
    row("row headers", "<table><tr><th>x</th><td>1</td></tr></table>", "[x]|1\n");
    row("nothing closed", "<table><tr><td>a<td>b<tr><td>c<td>d", "a|b\nc|d\n", "unclosed_table");
    row("no table around it", "<tr><td>a</td></tr>", "a\n", "unclosed_table");
    row("cells alone", "<td>a</td><td>b</td>", "a|b\n", "unclosed_table");
    row("a page around it", "<html><body><table><tr><td>a</td></tr></table></body></html>", "a\n");
    row("capital letters", "<TABLE><TR><TD COLSPAN=2>a</TD></TR></TABLE>", "a:1x2|-\n");
    row("missing cells", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a|b\nc|.\n",
        "uneven_rows");
    row("an empty row", "<table><tr></tr><tr><td>a</td></tr></table>", ".\na\n", "uneven_rows");
    row("a span below the last row", "<table><tr><td rowspan=\"3\">a</td><td>b</td></tr></table>", "a|b\n",
        "uneven_rows");
    row("a span ends with its group",
        "<table><thead><tr><td rowspan=\"2\">a</td></tr></thead><tr><td>b</td></tr></table>", "[a]\nb\n",
        "uneven_rows");
    row("a cell upon another",
        "<table><tr><td>a</td><td rowspan=\"2\">b</td></tr><tr><td colspan=\"2\">c</td></tr></table>", "a|b:2x1\nc|-\n",
        "overlapping_cells");
    row("a table within a table", "<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>", "a\n==\nb\n");
    row("two tables", "<table><tr><td>a</td></tr></table> and <table><tr><td>b</td></tr></table>", "a\n==\nb\n",
        "loose_text");
    row("prose", "There is no table.", "", "loose_text");
    row("nothing", "", "");
    row("white space", "<table>\n <tr>\n  <td> a \n b </td>\n </tr>\n</table>\n", "a b\n");
    row("line breaks", "<table><tr><td><br> a <br/>b<br></td></tr></table>", "a\nb\n");
    row("entities", "<table><tr><td>&lt;b&gt; &amp;amp; &#65;&#x20AC; &copy; AT&T &#0;&#xD800;&nbsp;</td></tr></table>",
        "<b> &amp; A\xE2\x82\xAC &copy; AT&T \xEF\xBF\xBD\xEF\xBF\xBD\n");
    row("inner tags", "<table><tr><td>x<sup>2</sup> <b><i>y</i></b></td></tr></table>", "x2 y\n");
    row("a less-than sign", "<table><tr><td>a < b</td><td>p<0.05</td></tr></table>", "a < b|p<0.05\n");
    row("a script", "<table><tr><td>a<script>alert('<td>b</td>')</script>c</td></tr></table>", "ac\n",
        "stripped_markup");
    row("a script in capitals", "<table><tr><td>a<Script>x</SCRIPT >c</td></tr></table>", "ac\n", "stripped_markup");
    row("comments and links",
        "<!DOCTYPE html><table><tr><!-- <td>x</td> --><td onclick=\"evil()\"><a href=\"x\">a</a></td></tr></table>",
        "a\n", "stripped_markup");
    row("a tag that breaks off", "<table><tr><td colspan=\"2<td>b</td></tr></table>", ":1x2|-|b\n");
    row("spans of nonsense",
        "<table><tr><td colspan=\"0\">a</td><td rowspan=\"-1\">b</td><td colspan=\"x\">c</td></tr></table>", "a|b|c\n");
    row("bytes that are no UTF-8", "<table><tr><td>a\xC3</td></tr></table>", "a\xEF\xBF\xBD\n", "invalid_text");
    row("location tokens in a text", "<table><tr><td>a<loc0001>b</td></tr></table>", "ab\n", "unexpected_token");
    row("segmentation tokens", "<table><tr><td>a<seg001>b</td></tr></table>", "ab\n", "unexpected_token");
}

void TableMarkupTest::cellsFindTheirPlaces()
{
    QFETCH(const QString, html);
    QFETCH(const QString, expected);
    QFETCH(const QString, warnings);
    // QString::fromUtf8 has replaced the stray byte, so that row is put together here.
    std::string text = html.toStdString();
    if (warnings == QStringLiteral("invalid_text"))
        text = "<table><tr><td>a\xC3</td></tr></table>";
    const TableAnswer answer = parsed(text);
    QCOMPARE(QString::fromStdString(drawn(answer)), expected);
    QCOMPARE(QString::fromStdString(namesOf(answer.warnings)), warnings);
}

void TableMarkupTest::whatIsTooLargeIsCut()
{
    const TableAnswer wide = parsed("<table><tr><td colspan=\"99999999999999999999\">a</td><td>b</td></tr></table>");
    QCOMPARE(wide.tables[0].columns, kMostAnswerColumns);
    QCOMPARE(namesOf(wide.warnings), std::string("large_table"));
    std::string html = "<table>";
    for (int i = 0; i < 10'000; ++i)
        html += "<tr><td>" + std::to_string(i) + "</td><td rowspan=\"100\"></td></tr>";
    const TableAnswer tall = parsed(html + "</table>");
    QCOMPARE(tall.tables[0].rows, kMostAnswerRows);
    QCOMPARE(tall.tables[0].cells.back().row, kMostAnswerRows - 1);
    QVERIFY(namesOf(tall.warnings).find("large_table") != std::string::npos);
    QVERIFY(TableGrid::create(tall.tables[0]).has_value());
}

void TableMarkupTest::endingsAreTold()
{
    const std::string html = "<table><tr><td>a</td><td>b";
    QCOMPARE(drawn(parsed(html, StopReason::TokenLimit)), std::string("a|b\n"));
    QCOMPARE(namesOf(parsed(html, StopReason::TokenLimit).warnings), std::string("token_limit"));
    QCOMPARE(namesOf(parsed(html, StopReason::Loop).warnings), std::string("loop"));
}

void TableMarkupTest::boxesAreWhereTheAnswerSays()
{
    const char* const html = "<table><tr><td coords=\"<loc0000><loc0102><loc0511><loc1023>\">a</td><td>b</td>"
                             "<td coords=\"<loc0001>\">c</td><td coords=\"<loc0009><loc0001><loc0001><loc0005>\">d</td>"
                             "</tr></table>";
    const TableAnswer answer = parsed(html);
    const std::vector<TableCell>& cells = answer.tables[0].cells;
    QCOMPARE(cells[0].box.value(), (RectF{ 0, 102 / 1023.0, 511 / 1023.0, 1 }));
    QVERIFY(!cells[1].box && !cells[2].box && !cells[3].box);
    QCOMPARE(namesOf(answer.warnings), std::string("truncated_box inverted_box"));
    const TableAnswer turned = parseTableMarkup(answerPieces(html), CoordinateOrder::YFirst);
    QCOMPARE(turned.tables[0].cells[0].box.value(), (RectF{ 102 / 1023.0, 0, 1, 511 / 1023.0 }));
}

void TableMarkupTest::lettersKeepTheirStyle_data()
{
    QTest::addColumn<QString>("cell");
    QTest::addColumn<QString>("expected"); // the same as tags; other cells have none
    QTest::addColumn<QString>("warnings");
    const auto row = [](const char* name, const char* cell, const char* expected, const char* warnings = "") {
        QTest::newRow(name) << QString::fromUtf8(cell) << QString::fromUtf8(expected) << QString::fromUtf8(warnings);
    };
    row("nothing", "plain", "plain");
    row("all of it", "<b>Total</b>", "<b>Total</b>");
    row("one letter", "x<sup>2</sup> + H<sub>2</sub>O", "x<sup>2</sup> + H<sub>2</sub>O");
    row("one within another", "<b>a<i>b</i></b>c", "<b>a</b><b><i>b</i></b>c");
    row("the order of tags is ours", "<sup><b>1</b></sup>", "<b><sup>1</sup></b>");
    row("capital letters", "<B>a</B>", "<b>a</b>");
    row("white space at the ends", " <b> a b </b> c", "<b>a b</b> c");
    row("white space where it begins", "a<b> b<br></b>c", "a <b>b</b><br>c");
    row("white space between two", "<b>a</b> <b>b</b>", "<b>a b</b>");
    row("two that touch", "<b>a</b><b>b</b>", "<b>ab</b>");
    row("line breaks", "<i><br>a<br>b</i><br>c<br>", "<i>a<br>b</i><br>c");
    row("nothing between the tags", "a<b></b><sup> </sup>b", "a b");
    row("never closed", "a<b>b", "a<b>b</b>");
    row("closed twice", "<b>a</b></b>b<b>c</b>", "<b>a</b>b<b>c</b>");
    row("opened twice", "<b><b>a</b>b</b>c", "<b>ab</b>c");
    row("crossed", "<b>a<i>b</b>c</i>", "<b>a</b><b><i>b</i></b><i>c</i>");
    row("entities and other scripts", "<b>&lt;\xC3\xA9&amp;</b>\xE6\x96\x87", "<b>&lt;\xC3\xA9&amp;</b>\xE6\x96\x87");
    row("a link in bold", "<b><a href=\"x\">a</a></b>", "<b>a</b>", "stripped_markup");
}

void TableMarkupTest::lettersKeepTheirStyle()
{
    QFETCH(const QString, cell);
    QFETCH(const QString, expected);
    QFETCH(const QString, warnings);
    const std::string html = "<table><tr><td>a</td><td>" + cell.toStdString() + "</td><td>c</td></tr></table>";
    const TableAnswer answer = parsed(html);
    QCOMPARE(tableHtml(answer.tables.at(0)),
        "<table><tbody><tr><td>a</td><td>" + expected.toStdString() + "</td><td>c</td></tr></tbody></table>");
    for (const TableCell& each : answer.tables[0].cells)
        QVERIFY(fits(each.styles, each.text));
    QCOMPARE(QString::fromStdString(namesOf(answer.warnings)), warnings);
}

// Every text is followed by its end: -0.5 for the two pieces of "ab" and -2 for what closes the cell.
void TableMarkupTest::confidenceIsThatOfTheText()
{
    const auto piece = [](const char* text, std::optional<float> probability) {
        return AnswerPiece{ AnswerPiece::Kind::Text, 0, text, probability };
    };
    const std::vector<AnswerPiece> pieces{ piece("<table><tr>", -9.0F), piece("<td>", -9.0F), piece("a", -0.5F),
        piece("b", -0.5F), piece("</td>", -2.0F), piece("<td>", -9.0F), piece("</td>", -1.0F), piece("<td>", -9.0F),
        piece("c", std::nullopt), piece("</td>", -3.0F), piece("</tr></table>", -9.0F) };
    const std::vector<TableCell> cells = parseTableMarkup(pieces, CoordinateOrder::XFirst).tables[0].cells;
    QVERIFY(std::fabs(cells[0].confidence.value() - std::exp(-1.0)) < 1e-9);
    QVERIFY(std::fabs(cells[1].confidence.value() - std::exp(-1.0)) < 1e-9);
    QVERIFY(std::fabs(cells[2].confidence.value() - std::exp(-3.0)) < 1e-9); // the letter was forced
    // Ids and text say the same.
    const auto vocabulary = sampleVocabulary();
    Answer answer;
    answer.text = "<table><tr><td>ab</td></tr></table>";
    for (const std::int32_t id : vocabulary->encode(answer.text))
        answer.tokens.push_back({ id, -0.25F });
    const TableAnswer byIds = parseTableMarkup(answerPieces(answer, vocabulary.get()), CoordinateOrder::XFirst);
    QCOMPARE(drawn(byIds), std::string("ab\n"));
    QVERIFY(std::fabs(byIds.tables[0].cells[0].confidence.value() - std::exp(-0.25)) < 1e-6);
}

void TableMarkupTest::endlessMarkupTakesNoTime()
{
    std::string html;
    for (int i = 0; i < 100'000; ++i)
        html += "<td><b><!<";
    QElapsedTimer timer;
    timer.start();
    parsed(html);
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TableMarkupTest)
#include "table_markup_test.moc"
