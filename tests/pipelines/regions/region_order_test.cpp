// Regions between lines of text, and which task reads which, worked out by hand.

#include <QtTest>
#include <algorithm>

#include "pipelines/regions/region_order.h"
#include "pipelines/regions/region_routing.h"
#include "pipelines/turned_box.h"

using namespace palimpsest;

namespace {

TextLine lineAt(const std::string& text, const RectF& box, std::size_t answer)
{
    return { text, box, 0.9, { { text, box, 0.9, answer } } };
}

// Four lines one below the other, each from an answer of its own; a fifth answer was replaced by a better one of the
// last line, and the third was cut off.
PageResult fourLines()
{
    OcrResult ocr;
    PageResult result;
    for (std::size_t i = 0; i < 4; ++i) {
        const RectF box{ 10, 100.0 * static_cast<double>(i), 200, 100.0 * static_cast<double>(i) + 20 };
        ocr.lines.push_back(lineAt("line " + std::to_string(i), box, i));
        result.provenance.answers.push_back({ .region = box });
    }
    result.provenance.answers.push_back({ .region = { 10, 301, 200, 319 } });
    result.provenance.answers[2].truncated = true;
    result.content = std::move(ocr);
    return result;
}

PageResult tableAt(const RectF& box)
{
    PageResult table;
    table.content = PlainText{ "table", {} };
    table.region = PageRegion{ .box = box, .label = "table" };
    return table;
}

std::string wordsOf(const std::vector<PageResult>& parts)
{
    std::string words;
    for (const PageResult& part : parts) {
        words += words.empty() ? "" : " | ";
        if (const auto* const plain = std::get_if<PlainText>(&part.content))
            words += plain->text;
        else
            for (const TextLine& line : std::get<OcrResult>(part.content).lines)
                words += line.text.back();
    }
    return words;
}

} // namespace

class RegionOrderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void regionsStandBetweenTheLines_data();
    void regionsStandBetweenTheLines();
    void twoRegionsKeepTheirOrder();
    void partsKeepTheirAnswers();
    void drawingsAreMoleculesFirst();
    void regionsAloneStayAlone();
    void labelsLeadToTasks();
};

void RegionOrderTest::regionsStandBetweenTheLines_data()
{
    QTest::addColumn<double>("top");
    QTest::addColumn<double>("left");
    QTest::addColumn<QString>("expected");
    QTest::newRow("above everything") << -60.0 << 0.0 << "table | 0123";
    QTest::newRow("in the middle") << 130.0 << 0.0 << "01 | table | 23";
    QTest::newRow("below everything") << 400.0 << 0.0 << "0123 | table";
    QTest::newRow("in a column of its own") << 130.0 << 500.0 << "01 | table | 23";
}

void RegionOrderTest::regionsStandBetweenTheLines()
{
    QFETCH(const double, top);
    QFETCH(const double, left);
    QFETCH(const QString, expected);
    const auto parts = inReadingOrder(fourLines(), { tableAt({ left, top, left + 100, top + 50 }) });
    QCOMPARE(QString::fromStdString(wordsOf(parts)), expected);

    // The same on a page that lay on its side: what is above there is at the left here.
    PageResult lying = fourLines();
    lying.provenance.rotation = 90;
    for (TextLine& line : std::get<OcrResult>(lying.content).lines)
        line.box = turnedBox(line.box, 270);
    for (AnswerRecord& answer : lying.provenance.answers)
        answer.region = turnedBox(answer.region, 270);
    const RectF there = turnedBox({ left, top, left + 100, top + 50 }, 270);
    QCOMPARE(QString::fromStdString(wordsOf(inReadingOrder(lying, { tableAt(there) }))), expected);
}

void RegionOrderTest::twoRegionsKeepTheirOrder()
{
    const auto parts = inReadingOrder(fourLines(), { tableAt({ 0, 230, 200, 280 }), tableAt({ 0, 125, 200, 180 }) });
    QCOMPARE(wordsOf(parts), std::string("01 | table | 2 | table | 3"));
    QCOMPARE(parts[1].region->box.top, 125.0);
}

void RegionOrderTest::partsKeepTheirAnswers()
{
    const auto parts = inReadingOrder(fourLines(), { tableAt({ 0, 230, 200, 280 }) });
    QCOMPARE(wordsOf(parts), std::string("012 | table | 3"));
    QCOMPARE(parts[0].provenance.answers.size(), std::size_t{ 3 });
    QCOMPARE(parts[2].provenance.answers.size(), std::size_t{ 2 }); // its own, and the one that was replaced
    QCOMPARE(std::get<OcrResult>(parts[2].content).lines[0].pieces[0].answer, std::size_t{ 0 });
    QVERIFY(parts[0].partial); // its third answer was cut off
    QVERIFY(!parts[2].partial);
    QCOMPARE(parts[2].region->box, (RectF{ 10, 300, 200, 320 }));
}

void RegionOrderTest::drawingsAreMoleculesFirst()
{
    const auto among = [](std::vector<std::string_view> tasks) {
        return [tasks = std::move(tasks)](
                   std::string_view task) { return std::find(tasks.begin(), tasks.end(), task) != tasks.end(); };
    };
    QCOMPARE(routeOf("drawing", among({ "ocr", "caption", "molecule" })).task, std::string_view("molecule"));
    QCOMPARE(routeOf("drawing", among({ "ocr", "caption" })).task, std::string_view("caption"));
    const Route text = routeOf("drawing", among({ "ocr" }));
    QVERIFY(text.task.empty() && text.withText && text.remark.find("does not read drawings") != std::string::npos);
}

void RegionOrderTest::regionsAloneStayAlone()
{
    PageResult nothing;
    nothing.content = OcrResult{};
    QVERIFY(inReadingOrder(nothing, {}).empty());
    QCOMPARE(wordsOf(inReadingOrder(nothing, { tableAt({ 0, 0, 9, 9 }) })), std::string("table"));
}

void RegionOrderTest::labelsLeadToTasks()
{
    const auto all = [](std::string_view) { return true; };
    const auto none = [](std::string_view) { return false; };
    const auto textAlone = [](std::string_view task) { return task == "ocr"; };
    QCOMPARE(routeOf("Table", all).task, std::string_view("table"));
    QCOMPARE(routeOf("staff", all).task, std::string_view("score"));
    QVERIFY(routeOf("Section-header", all).withText);
    QVERIFY(routeOf("Section-header", none).remark.empty());
    QVERIFY(routeOf("table", textAlone).withText); // its words are not lost
    QVERIFY(routeOf("table", textAlone).remark.find("read as lines") != std::string::npos);
    QVERIFY(!routeOf("table", none).withText); // and nobody says that they were read
    QVERIFY(routeOf("table", none).remark.find("left out") != std::string::npos);
    QVERIFY(!routeOf("molecule", none).withText);
    QVERIFY(!routeOf("molecule", none).remark.empty());
}

QTEST_APPLESS_MAIN(RegionOrderTest)
#include "region_order_test.moc"
