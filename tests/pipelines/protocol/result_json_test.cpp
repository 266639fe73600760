// Results as JSON and back: nothing is lost, and whatever is wrong with a document is named.

#include <QtTest>

#include <nlohmann/json.hpp>

#include "pipelines/protocol/result_json.h"

using namespace palimpsest;

namespace {

PageResult ocrResult()
{
    OcrResult content;
    content.lines.push_back({ "a \"line\" na\xC3\xAFve", { 1.5, 2, 3.25, 4 }, 0.875,
        { { "a \"line\"", { 1.5, 2, 2, 4 }, std::nullopt, 0 }, { "na\xC3\xAFve", { 2, 2, 3.25, 4 }, 0.1, 1 } } });
    content.lines.push_back({ "", {}, std::nullopt, {} });
    PageResult result;
    result.content = std::move(content);
    result.pageWidth = 1654;
    result.pageHeight = 2339;
    result.partial = true;
    result.provenance
        = { "ocr", "starter", "", { ImageFit::PadWhite, PadAnchor::Center, ResizeKernel::Bilinear }, "beam 4", 160,
              { { { 0, 0, 10, 10 }, "ocr", "<loc0001> a", { 183, 5, 0 }, { -0.1F, -1e-7F, -12.25F },
                    { AnswerWarning::TruncatedBox, AnswerWarning::TokenLimit }, true },
                  {} } };
    return result;
}

PageResult withContent(PageContent content)
{
    PageResult result;
    result.content = std::move(content);
    result.pageWidth = 10;
    result.pageHeight = 20;
    return result;
}

Tables twoTables()
{
    Table spans{ { 1, 2, 300, 400 }, 2, 3, {} };
    spans.cells.push_back({ 0, 0, 2, 1, true, "a\nb", RectF{ 1.5, 2, 30, 40 }, 0.5, 1 });
    spans.cells.push_back({ 0, 1, 1, 2, true, "wide", std::nullopt, std::nullopt, 0 });
    spans.cells.push_back({ 1, 2, 1, 1, false, "", std::nullopt, 0.25, 0 }); // none at 1, 1
    return { { spans, Table{} } };
}

PageResult withParts()
{
    PageResult text = ocrResult();
    text.region = PageRegion{ { 1, 2, 3, 4.5 }, "text", RegionOrigin::PageSegmentation, {} };
    text.provenance.answers[0].effectiveDpi = 151.5;
    PageResult caption = withContent(PlainText{ "a caption", 0.25 });
    caption.region = PageRegion{ { 5, 6, 7, 8 }, "Picture", RegionOrigin::LayoutTask, "why" };
    caption.provenance.rotation = 270;
    text.provenance.skew = -0.75;
    text.provenance.source = ResultSource::Document;
    return withContent(PageParts{ { text, caption }, { { { 0, 0, 1, 1 }, "table", RegionOrigin::User, "no" } } });
}

PageResult withChoices()
{
    PageResult result = withContent(PlainText{ "b", 0.75, { { "a", -2.5, 0.25 }, { "b", -1, 0.75 } } });
    result.experimental = true;
    return result;
}

std::vector<PageResult> everyKind()
{
    const DetectedObject cat{ "cat", { 1, 2, 3, 4 }, BoxState::Inverted, 0.5, 0 };
    const PixelMask mask{ 2, 3, 3, 2, { 0, 1, 1, 1, 0, 0 } };
    const PixelMask full{ 0, 0, 2, 1, { 1, 1 } };
    const std::array<int, 16> codes{ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 127 };
    return { ocrResult(), withContent(OcrResult{}), withContent(Detections{ { cat, {} } }), withContent(Detections{}),
        withContent(Segments{ { { cat, codes, mask }, { cat, codes, full }, { cat, std::nullopt, std::nullopt } } }),
        withContent(twoTables()), withContent(Tables{}), withContent(PlainText{ "a caption", 0.25 }),
        withContent(PlainText{ "", std::nullopt }),
        withContent(Molecules{ { { { 1, 2, 3.5, 4 }, "C(C", "", { { MoleculeFault::UnbalancedBranch, std::nullopt } },
                                     0.5, 1 },
            { { 0, 0, 1, 1 }, "OCC[R1]", "*CCO",
                { { MoleculeFault::UnknownGroup, 3 }, { MoleculeFault::UnassignedStereo, 0 } }, std::nullopt, 0 } } }),
        withContent(Molecules{}), withContent(Report{ { { "", "a" }, { "FINDINGS", "b" } }, 0.5 }), withChoices(),
        withContent(Scores{ { { { 1, 2, 3.5, 4 }, "**kern\n4c\n*-\n", 1, 1,
            { { ScoreFault::MeasureLength, 1, std::nullopt }, { ScoreFault::UnknownToken, std::nullopt, 2 } }, 0.5,
            0 } } }),
        withParts() };
}

} // namespace

class ResultJsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindSurvives();
    void forcedTokensHaveNoProbability();
    void theSchemaIsAsDocumented();
    void mistakesAreNamed_data();
    void mistakesAreNamed();
    void tablesHoldTogether_data();
    void tablesHoldTogether();
    void damagedDocumentsNeverBreakIt();
};

void ResultJsonTest::everyKindSurvives()
{
    for (const PageResult& result : everyKind()) {
        const std::string text = toJson(result).dump();
        const Result<PageResult> back = parsePageResult(text, "test");
        QVERIFY2(back.ok(), back.ok() ? "" : back.error().message.c_str());
        QVERIFY2(back.value() == result, text.c_str());
    }
}

void ResultJsonTest::forcedTokensHaveNoProbability()
{
    PageResult result = ocrResult();
    result.provenance.answers[0].logProbabilities[1].reset();
    const nlohmann::ordered_json json = toJson(result);
    QCOMPARE(json["provenance"]["answers"][0]["log_probabilities"].dump(), std::string("[-0.1,null,-12.25]"));
    QVERIFY(parsePageResult(json.dump(), "test").value() == result);
}

void ResultJsonTest::theSchemaIsAsDocumented()
{
    const nlohmann::ordered_json json = toJson(ocrResult());
    QCOMPARE(json["schema"].get<int>(), 1);
    QCOMPARE(json["kind"].get<std::string>(), std::string("ocr"));
    QCOMPARE(json["page"].dump(), std::string(R"({"width":1654,"height":2339})"));
    QCOMPARE(json["content"]["lines"][0]["box"].dump(), std::string("[1.5,2.0,3.25,4.0]"));
    QCOMPARE(json["content"]["lines"][0]["pieces"][0]["confidence"].dump(), std::string("null"));
    QCOMPARE(json["provenance"]["answers"][0]["log_probabilities"].dump(), std::string("[-0.1,-1e-07,-12.25]"));
    QCOMPARE(json["provenance"]["answers"][0]["warnings"].dump(), std::string(R"(["truncated_box","token_limit"])"));
    QCOMPARE(json["provenance"]["preprocessing"].dump(),
        std::string(R"({"fit":"pad-white","pad_anchor":"center","resize":"bilinear"})"));
    const nlohmann::ordered_json segments = toJson(everyKind()[4]);
    QCOMPARE(segments["content"]["segments"][0]["mask"]["runs"].dump(), std::string("[1,3,2]"));
    QCOMPARE(segments["content"]["segments"][1]["mask"]["runs"].dump(), std::string("[0,2]"));
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
    row("another kind than the content", "/kind", "\"molecules\"", "'content.molecules' is missing");
    row("huge token id", "/provenance/answers/0/token_ids/0", "99999999999", "up to 2147483647");
}

void ResultJsonTest::mistakesAreNamed()
{
    QFETCH(const QString, pointer);
    QFETCH(const QString, value);
    QFETCH(const QString, expected);
    nlohmann::json json = nlohmann::json::parse(toJson(ocrResult()).dump());
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
    nlohmann::json json = nlohmann::json::parse(toJson(withContent(twoTables())).dump());
    json["content"]["tables"][0][nlohmann::json::json_pointer(pointer.toStdString())]
        = nlohmann::json::parse(value.toStdString());
    const Result<PageResult> result = pageResultFromJson(json);
    QVERIFY(!result.ok());
    QVERIFY2(
        result.error().message.find("'content.tables[0]' should be a table of at most 10000 rows") != std::string::npos,
        result.error().message.c_str());
}

void ResultJsonTest::damagedDocumentsNeverBreakIt()
{
    const std::string whole = toJson(everyKind()[4]).dump();
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
