// Results as JSON and back: nothing is lost, and whatever is wrong with a document is named.

#include <QtTest>

#include <nlohmann/json.hpp>

#include "pipelines/protocol/result_json.h"
#include "pipelines/protocol/result_words.h"
#include "tests/support/every_result.h"

using namespace palimpsest;

namespace {

PageResult firstOf(std::string_view kind)
{
    for (const PageResult& result : everyResult())
        if (kindOf(result.content) == kind)
            return result;
    return {};
}

PageResult styledTables()
{
    for (const PageResult& result : everyResult())
        if (const Tables* const tables = std::get_if<Tables>(&result.content))
            for (const Table& table : tables->items)
                if (!table.cells.empty() && !table.cells[0].styles.empty())
                    return result;
    return {};
}

} // namespace

class ResultJsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindSurvives();
    void forcedTokensHaveNoProbability();
    void theSchemaIsAsDocumented();
    void whatIsSeldomThereIsLeftOut();
    void stylesCountLetters();
    void mistakesAreNamed_data();
    void mistakesAreNamed();
    void tablesHoldTogether_data();
    void tablesHoldTogether();
    void softMapsAreSquares_data();
    void softMapsAreSquares();
    void damagedDocumentsNeverBreakIt();
};

void ResultJsonTest::everyKindSurvives()
{
    for (const PageResult& result : everyResult()) {
        const std::string text = toJson(result).dump();
        const Result<PageResult> back = parsePageResult(text, "test");
        QVERIFY2(back.ok(), back.ok() ? "" : back.error().message.c_str());
        QVERIFY2(back.value() == result, text.c_str());
    }
}

void ResultJsonTest::forcedTokensHaveNoProbability()
{
    PageResult result = firstOf("ocr");
    result.provenance.answers[0].logProbabilities[1].reset();
    const nlohmann::ordered_json json = toJson(result);
    QCOMPARE(json["provenance"]["answers"][0]["log_probabilities"].dump(), std::string("[-0.1,null,-12.25]"));
    QVERIFY(parsePageResult(json.dump(), "test").value() == result);
}

void ResultJsonTest::theSchemaIsAsDocumented()
{
    const nlohmann::ordered_json json = toJson(firstOf("ocr"));
    QCOMPARE(json["schema"].get<int>(), 1);
    QCOMPARE(json["kind"].get<std::string>(), std::string("ocr"));
    QCOMPARE(json["page"].dump(), std::string(R"({"width":1654,"height":2339})"));
    QCOMPARE(json["content"]["lines"][0]["box"].dump(), std::string("[1.5,2.0,3.25,4.0]"));
    QCOMPARE(json["content"]["lines"][0]["pieces"][0]["confidence"].dump(), std::string("null"));
    QVERIFY(!json["content"]["lines"][0]["pieces"][0].contains("character_confidences"));
    QCOMPARE(json["content"]["lines"][0]["pieces"][1]["character_confidences"].dump(),
        std::string("[1.0,0.1,1e-07,0.25,0.0]"));
    QCOMPARE(json["provenance"]["answers"][0]["log_probabilities"].dump(), std::string("[-0.1,-1e-07,-12.25]"));
    QCOMPARE(json["provenance"]["answers"][0]["warnings"].dump(), std::string(R"(["truncated_box","token_limit"])"));
    QCOMPARE(json["provenance"]["preprocessing"].dump(),
        std::string(R"({"fit":"pad-white","pad_anchor":"center","resize":"bilinear"})"));
    const nlohmann::ordered_json segments = toJson(firstOf("segments"));
    QCOMPARE(segments["content"]["segments"][0]["mask"]["runs"].dump(), std::string("[1,3,2]"));
    QCOMPARE(segments["content"]["segments"][1]["mask"]["runs"].dump(), std::string("[0,2]"));
    QVERIFY(!segments["content"]["segments"][0]["mask"].contains("soft_map"));
    const auto map = segments["content"]["segments"][1]["mask"]["soft_map"].get<std::string>();
    QCOMPARE(map.substr(0, 12), std::string("AAcOFRwjKjE4")); // 0 7 14 21 28 35 42 49 56
    QCOMPARE(map.size(), std::size_t{ 5464 });
}

void ResultJsonTest::whatIsSeldomThereIsLeftOut()
{
    std::string plain;
    for (const char* kind : { "tables", "ocr", "detections", "text" })
        plain += toJson(firstOf(kind)).dump();
    for (const char* key : { "styles", "phrases", "noise", "replaced", "shown_with" })
        QVERIFY2(plain.find('"' + std::string(key) + '"') == std::string::npos, key);
}

void ResultJsonTest::stylesCountLetters()
{
    nlohmann::json json = nlohmann::json::parse(toJson(styledTables()).dump());
    nlohmann::json& styles = json["content"]["tables"][0]["cells"][0]["styles"];
    QCOMPARE(
        styles.dump(), std::string(R"([{"first":1,"last":2,"tags":["sup"]},{"first":5,"last":6,"tags":["b","i"]}])"));
    styles[1]["tags"] = { "b", "blink", "i" }; // of a later version
    QVERIFY(pageResultFromJson(json).value().content == styledTables().content);
    styles[1]["tags"] = { "blink" };
    QCOMPARE(
        std::get<Tables>(pageResultFromJson(json).value().content).items[0].cells[0].styles.size(), std::size_t{ 1 });
    for (const auto& [first, last] : { std::pair(1U, 5U), std::pair(5U, 5U), std::pair(5U, 9U), std::pair(9U, 10U) }) {
        styles[1] = { { "first", first }, { "last", last }, { "tags", { "b" } } };
        const Result<PageResult> wrong = pageResultFromJson(json);
        QVERIFY(!wrong.ok());
        QVERIFY2(wrong.error().message.find("cells[0].styles' should be runs of letters") != std::string::npos,
            wrong.error().message.c_str());
    }
}

void ResultJsonTest::mistakesAreNamed_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value"); // empty: the key is removed
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* pointer, const char* value, const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(pointer) << QString::fromUtf8(value) << QString::fromUtf8(expected);
    };
    row("another version", "/schema", "2", "'schema' is 2, expected 1");
    row("unknown kind", "/kind", "\"dance\"", "'kind' is 'dance'");
    row("missing key", "/content/lines/0/text", "", "'content.lines[0].text' is missing");
    row("box of three", "/content/lines/0/box", "[1,2,3]", "'content.lines[0].box' should be four numbers");
    row("word for a number", "/page/width", "\"wide\"", "'page.width' should be a whole number");
    row("negative count", "/page/width", "-1", "'page.width' should be a whole number");
    row("no list", "/content/lines", "{}", "'content.lines' should be a list");
    row("no object", "/provenance", "7", "should be an object");
    row("unknown word", "/provenance/preprocessing/fit", "\"crop\"", "should be 'stretch' or 'pad-white'");
    row("a turn that is none", "/provenance/rotation", "45", "should be 0, 90, 180 or 270");
    row("another source", "/provenance/source", "\"hearsay\"", "should be 'model' or 'document'");
    row("odd probabilities", "/provenance/answers/0/log_probabilities", "[]", "one log-probability per token");
    row("a character without its confidence", "/content/lines/0/pieces/1/character_confidences", "[1,1,1,1]",
        "one number per character");
    row("a character more than sure", "/content/lines/0/pieces/1/character_confidences/2", "1.5", "0 to 1");
    row("another kind than the content", "/kind", "\"molecules\"", "'content.molecules' is missing");
    row("huge token id", "/provenance/answers/0/token_ids/0", "99999999999", "up to 2147483647");
}

void ResultJsonTest::mistakesAreNamed()
{
    QFETCH(const QString, pointer);
    QFETCH(const QString, value);
    QFETCH(const QString, expected);
    nlohmann::json json = nlohmann::json::parse(toJson(firstOf("ocr")).dump());
    const nlohmann::json::json_pointer at(pointer.toStdString());
    if (value.isEmpty())
        json[at.parent_pointer()].erase(at.back());
    else
        json[at] = nlohmann::json::parse(value.toStdString());
    const Result<PageResult> result = parsePageResult(json.dump(), "page.json");
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, ErrorCode::BadInput);
    QVERIFY2(QString::fromStdString(result.error().message).contains(expected), result.error().message.c_str());
    QVERIFY(result.error().message.starts_with("page.json: "));
}

void ResultJsonTest::tablesHoldTogether_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value");
    const auto row = [](const char* name, const char* pointer, const char* value) {
        QTest::newRow(name) << QString::fromUtf8(pointer) << QString::fromUtf8(value);
    };
    row("a cell beside the grid", "/cells/1/column", "3");
    row("a span that leaves it", "/cells/0/row_span", "3");
    row("a span of nothing", "/cells/0/column_span", "0");
    row("a span that overflows", "/cells/0/row_span", "18446744073709551615");
    row("two cells in one place", "/cells/2/column", "0");
    row("more rows than anybody reads", "/rows", "10001");
    row("more places than memory", "/columns", "18446744073709551615");
}

void ResultJsonTest::tablesHoldTogether()
{
    QFETCH(const QString, pointer);
    QFETCH(const QString, value);
    nlohmann::json json = nlohmann::json::parse(toJson(firstOf("tables")).dump());
    json["content"]["tables"][0][nlohmann::json::json_pointer(pointer.toStdString())]
        = nlohmann::json::parse(value.toStdString());
    const Result<PageResult> result = pageResultFromJson(json);
    QVERIFY(!result.ok());
    QVERIFY2(
        result.error().message.find("'content.tables[0]' should be a table of at most 10000 rows") != std::string::npos,
        result.error().message.c_str());
}

void ResultJsonTest::softMapsAreSquares_data()
{
    QTest::addColumn<QString>("value");
    const auto letters = [](qsizetype count) { return QString(count, QLatin1Char('A')); };
    QTest::newRow("no text") << QStringLiteral("[1, 2]");
    QTest::newRow("null") << QStringLiteral("null");
    QTest::newRow("nothing") << QStringLiteral("\"\"");
    QTest::newRow("too short") << QStringLiteral("\"%1\"").arg(letters(5460));
    QTest::newRow("too long") << QStringLiteral("\"%1\"").arg(letters(5464));
    QTest::newRow("no base64") << QStringLiteral("\"%1-w==\"").arg(letters(5460));
}

void ResultJsonTest::softMapsAreSquares()
{
    QFETCH(const QString, value);
    nlohmann::json json = nlohmann::json::parse(toJson(firstOf("segments")).dump());
    json["content"]["segments"][1]["mask"]["soft_map"] = nlohmann::json::parse(value.toStdString());
    const Result<PageResult> result = pageResultFromJson(json);
    QVERIFY(!result.ok());
    QVERIFY2(result.error().message.find("'content.segments[1].mask.soft_map' should be") != std::string::npos,
        result.error().message.c_str());
}

void ResultJsonTest::damagedDocumentsNeverBreakIt()
{
    PageResult segments = firstOf("segments");
    std::get<Segments>(segments.content).items.resize(1); // without a soft map, most of which would be alike
    const std::string whole = toJson(segments).dump();
    for (std::size_t length = 0; length < whole.size(); ++length)
        QVERIFY(!parsePageResult(whole.substr(0, length), "cut").ok());
    // A mask that claims more than it holds, and one that would fill the memory.
    for (const char* mask : { R"({"left":0,"top":0,"width":3,"height":3,"runs":[4]})",
             R"({"left":0,"top":0,"width":3,"height":3,"runs":[4,6]})",
             R"({"left":0,"top":0,"width":4000000000,"height":4000000000,"runs":[16000000000000000000]})" }) {
        nlohmann::json json = nlohmann::json::parse(whole);
        json["content"]["segments"][0]["mask"] = nlohmann::json::parse(mask);
        QVERIFY(!pageResultFromJson(json).ok());
    }
}

QTEST_APPLESS_MAIN(ResultJsonTest)
#include "result_json_test.moc"
