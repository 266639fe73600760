// Results as files: text as a person would copy it, JSON that reads back, and no half-written file.

#include <QtTest>

#include <nlohmann/json.hpp>

#include "pipelines/export/export_format.h"
#include "pipelines/export/json_writer.h"
#include "pipelines/export/markdown_writer.h"
#include "pipelines/export/paragraphs.h"
#include "pipelines/export/placed_words.h"
#include "pipelines/export/text_writer.h"
#include "pipelines/protocol/result_json.h"
#include "tests/support/sample_results.h"

using namespace palimpsest;

namespace {

PageResult page(PageContent content)
{
    PageResult result;
    result.content = std::move(content);
    return result;
}

PageResult twoLines()
{
    return page(OcrResult{ { { "one", {}, std::nullopt, {} }, { "two words", {}, std::nullopt, {} } } });
}

} // namespace

class WritersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsWhatOneWouldCopy();
    void pagesArePartedByFormFeeds();
    void jsonReadsBack();
    void markdownHasParagraphs();
    void linesAreGatheredIntoParagraphs();
    void paragraphsOfACrookedPage();
    void wordsShareTheirPiece();
    void turnedLinesRunUpThePage();
    void aCorrectedLineDecidesItsWords();
    void theLongestEndingNamesTheFormat();
};

void WritersTest::textIsWhatOneWouldCopy()
{
    QCOMPARE(plainTextOf(twoLines()), std::string("one\ntwo words\n"));
    QCOMPARE(plainTextOf(page(Detections{ { { "cat", { 1.5, 2.49, 10, 20.5 }, {}, {}, 0 } } })),
        std::string("cat 2 2 10 21\n"));
    QCOMPARE(plainTextOf(page(PlainText{ "a caption", {} })), std::string("a caption\n"));
    QCOMPARE(plainTextOf(page(PlainText{})), std::string());
    const Table table{ {}, 2, 2,
        { { 0, 0, 1, 2, true, "wide", {}, {}, 0 }, { 1, 1, 1, 1, false, "a\tb\nc", {}, {}, 0 } } };
    QCOMPARE(plainTextOf(page(Tables{ { table, table } })), std::string("wide\t\n\ta b c\n\nwide\t\n\ta b c\n"));
}

void WritersTest::pagesArePartedByFormFeeds()
{
    const ExportInput input{ "palimpsest 1", "",
        { { "a", 1, twoLines(), "" }, { "a", 2, std::nullopt, "broken" },
            { "a", 3, page(PlainText{ "end", {} }), "" } } };
    QCOMPARE(textOf(input), std::string("one\ntwo words\n\f\fend\n"));
}

void WritersTest::jsonReadsBack()
{
    const ExportInput input{ "palimpsest 1.2", "",
        { { "letter\xFF.pdf", 3, twoLines(), "" }, { "letter\xFF.pdf", 4, std::nullopt, "broken" },
            { "other.pdf", 1, twoLines(), "" } } };
    const nlohmann::json json = nlohmann::json::parse(jsonOf(input));
    QCOMPARE(json["palimpsest"].get<std::string>(), std::string("1.2"));
    QCOMPARE(json["documents"].size(), std::size_t{ 2 });
    const nlohmann::json& document = json["documents"][0];
    QCOMPARE(document["document"].get<std::string>(), std::string("letter\xEF\xBF\xBD.pdf"));
    QCOMPARE(document["pages"][0]["page"].get<int>(), 3);
    QCOMPARE(document["pages"][1]["error"].get<std::string>(), std::string("broken"));
    const Result<PageResult> back = pageResultFromJson(document["pages"][0]["result"]);
    QVERIFY(back.ok());
    QVERIFY(back.value() == twoLines());
}

void WritersTest::markdownHasParagraphs()
{
    ExportInput input = sampleText();
    QCOMPARE(QString::fromStdString(markdownOf(input)),
        QStringLiteral("Dear Ms \\<Miller> & \"Sons\",\nit costs \\*5\\* $ or 3_000 # \\[net\\]\n\n1\\. and\u0001 "
                       "\\`so\\` on \\\\\\*\n\n\\- \u05E9\u05DC\u05D5\u05DD \u6587\u5B57 \U0001F3BC\n\nbeyond the "
                       "edge\n\n---\n\nThe end\n"));
    input = sampleCaptions();
    QCOMPARE(markdownOf(input), std::string("a cat, \"asleep\"\non a mat\n\n---\n\n=2+3\n"));
}

void WritersTest::linesAreGatheredIntoParagraphs()
{
    OcrResult result;
    const auto add = [&result](const char* text, const RectF& box) { result.lines.push_back({ text, box, {}, {} }); };
    add("A Heading", { 10, 10, 200, 50 });
    add("first line", { 10, 60, 200, 80 });
    add("second line", { 10, 84, 180, 104 });
    add(" ", { 10, 106, 20, 116 });
    add("after some white", { 10, 130, 200, 150 });
    add("beside it", { 300, 134, 400, 154 });
    add("in the next column", { 300, 10, 400, 30 });
    const std::vector<Paragraph> paragraphs = paragraphsOf(result);
    QCOMPARE(paragraphs.size(), std::size_t{ 5 });
    QCOMPARE(paragraphs[1].lines.size(), std::size_t{ 2 });
    QVERIFY(paragraphs[1].box == (RectF{ 10, 60, 200, 104 }));
}

// Lines that fall by one in a hundred, two paragraphs of three: a long line, a longer one, a short one at the left.
void WritersTest::paragraphsOfACrookedPage()
{
    OcrResult result;
    double y = 100;
    const auto add = [&](double right) {
        TextLine line{ "line", {}, {}, {} };
        for (double left = 0; left < right; left += 100) {
            const double top = y + left * 0.01;
            line.pieces.push_back({ "piece", { left, top, left + 90, top + 20.9 }, {}, 0 });
            line.box = left == 0 ? line.pieces.back().box : united(line.box, line.pieces.back().box);
        }
        result.lines.push_back(std::move(line));
    };
    for (int paragraph = 0; paragraph < 2; ++paragraph, y += 9)
        for (const double right : { 900.0, 1000.0, 100.0 }) {
            add(right);
            y += 25;
        }
    Provenance crooked;
    crooked.skew = 0.573; // atan 0.01
    const std::vector<Paragraph> paragraphs = paragraphsOf(result, crooked);
    QCOMPARE(paragraphs.size(), std::size_t{ 2 });
    QCOMPARE(paragraphs[0].lines.size(), std::size_t{ 3 });
}

void WritersTest::wordsShareTheirPiece()
{
    const TextLine line{ "ab  cdef gh", { 0, 0, 140, 10 }, {},
        { { "ab  cdef", { 0, 0, 80, 10 }, 0.5, 0 }, { "gh", { 100, 0, 140, 10 }, {}, 0 } } };
    const std::vector<PlacedWord> words = placedWords(line);
    QCOMPARE(words.size(), std::size_t{ 3 });
    QVERIFY(words[0].box == (RectF{ 0, 0, 20, 10 }));
    QVERIFY(words[1].box == (RectF{ 40, 0, 80, 10 }));
    QVERIFY(words[2].box == (RectF{ 100, 0, 140, 10 }));
    QVERIFY(words[1].confidence == 0.5 && !words[2].confidence);
}

// Read from a page that lay with its top at the left: turned clockwise, its lines had run upwards.
void WritersTest::turnedLinesRunUpThePage()
{
    const TextLine line{ "ab cdef", { 10, 0, 20, 140 }, {}, { { "ab cdef", { 10, 0, 20, 140 }, 0.5, 0 } } };
    const std::vector<PlacedWord> words = placedWords(line, 90);
    QCOMPARE(words.size(), std::size_t{ 2 });
    QVERIFY(words[0].box == (RectF{ 10, 100, 20, 140 }));
    QVERIFY(words[1].box == (RectF{ 10, 0, 20, 80 }));
    QVERIFY(placedWords(line, 270)[0].box == (RectF{ 10, 0, 20, 40 }));

    OcrResult text;
    text.lines = { { "first", { 10, 0, 20, 140 }, {}, {} }, { "second", { 24, 20, 34, 140 }, {}, {} },
        { "after some white", { 60, 0, 70, 140 }, {}, {} } };
    Provenance turned;
    turned.rotation = 90;
    QCOMPARE(paragraphsOf(text, turned).size(), std::size_t{ 2 });
    turned.rotation = 270;
    QCOMPARE(paragraphsOf(text, turned).size(), std::size_t{ 3 }); // there the second stands above the first
}

void WritersTest::aCorrectedLineDecidesItsWords()
{
    TextLine line{ "form here", { 0, 0, 90, 10 }, {},
        { { "from", { 0, 0, 40, 10 }, 0.5, 0 }, { "here", { 50, 0, 90, 10 }, 0.5, 0 } } };
    std::vector<PlacedWord> words = placedWords(line);
    QCOMPARE(words[0].text, std::string("form"));
    QVERIFY(words[0].box == (RectF{ 0, 0, 40, 10 }));
    line.text = "f or m";
    words = placedWords(line);
    QCOMPARE(words.size(), std::size_t{ 3 });
    QVERIFY(words[2].box == (RectF{ 75, 0, 90, 10 }));
}

void WritersTest::theLongestEndingNamesTheFormat()
{
    QCOMPARE(exportFormatOf("a.b.json")->ending, std::string_view(".json"));
    QCOMPARE(exportFormatOf("a.v3000.mol")->ending, std::string_view(".v3000.mol"));
    QCOMPARE(exportFormatOf("a.mol.svg")->ending, std::string_view(".mol.svg"));
    QCOMPARE(exportFormatOf("a.docling.json")->ending, std::string_view(".docling.json"));
    QVERIFY(exportFormatOf("a.xml") == nullptr);
    QVERIFY(exportFormatOf("json") == nullptr);
}

QTEST_GUILESS_MAIN(WritersTest)
#include "writers_test.moc"
