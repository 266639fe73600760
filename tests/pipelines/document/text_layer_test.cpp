// The text that a PDF page holds by itself: the sample letter's against its truth, and texts that are no text.

#include <QtTest>
#include <cmath>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "pipelines/document/page_source.h"
#include "pipelines/document/text_layer.h"
#include "tests/support/drawn_page.h"
#include "tests/support/golden_file.h"

using namespace palimpsest;

namespace {

std::string sampleFile(const char* name)
{
    return goldenPath(std::string("../../resources/samples/") + name).string();
}

// Three lines of print, and words over them.
DrawnPage threeLines(std::vector<OwnWord>& words)
{
    DrawnPage page(1200, 800);
    for (int line = 0; line < 3; ++line) {
        for (const PixelBox& box : page.line(100, 100 + 80 * line, 30, { 7, 5, 6 }))
            words.push_back({ "sevenfive", box.toRectF() });
        words.back().endsLine = true;
    }
    return page;
}

} // namespace

class TextLayerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLettersTextIsItsOwn();
    void nothingIsTakenThatIsNoText_data();
    void nothingIsTakenThatIsNoText();
    void wordsBecomeLines();
    void partsOfIt();
    void picturesHoldNone();
};

void TextLayerTest::theLettersTextIsItsOwn()
{
    const auto source = PageSource::open(sampleFile("letter.pdf"));
    QVERIFY(source.ok());
    std::ifstream file(sampleFile("letter.json"));
    const auto truth = nlohmann::json::parse(file);
    for (std::size_t number = 0; number < source.value()->pageCount(); ++number) {
        const auto words = source.value()->ownWords(number, 150);
        QVERIFY2(words.ok(), words.ok() ? "" : words.error().message.c_str());
        const auto text = textLayerOf(words.value(), source.value()->render(number, 150).value().image);
        QVERIFY(text.has_value());
        const auto& lines = truth.at("pages").at(number).at("lines");
        QCOMPARE(text->lines.size(), lines.size());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            QCOMPARE(text->lines[i].text, lines[i].at("text").get<std::string>());
            const auto box = lines[i].at("box").get<std::array<double, 4>>(); // points, of the ink
            const RectF& found = text->lines[i].box;
            QVERIFY(std::abs(found.left - box[0] * 150 / 72) < 6 && std::abs(found.right - box[2] * 150 / 72) < 6);
            QVERIFY(found.top < box[1] * 150 / 72 + 1 && found.bottom > box[3] * 150 / 72 - 1);
        }
    }
}

void TextLayerTest::nothingIsTakenThatIsNoText_data()
{
    QTest::addColumn<std::string>("text"); // of every word
    QTest::addColumn<bool>("taken");
    QTest::newRow("letters") << std::string("plain") << true;
    QTest::newRow("figures") << std::string("12.50") << true;
    QTest::newRow("Greek") << std::string("\xCE\xB1\xCE\xB2\xCE\xB3") << true;
    QTest::newRow("umlauts") << std::string("f\xC3\xBCr") << true;
    QTest::newRow("nothing") << std::string() << false;
    QTest::newRow("next to nothing") << std::string("x") << false;
    QTest::newRow("dots") << std::string(".....") << false;
    QTest::newRow("replacement characters") << std::string("pla\xEF\xBF\xBDn") << false;
    QTest::newRow("private use") << std::string("pl\xEE\x80\x81in") << false;
    QTest::newRow("control characters") << std::string("pl\x03in") << false;
    QTest::newRow("UTF-8 taken for Latin-1") << std::string("f\xC3\x83\xC2\xBCr") << false;
}

void TextLayerTest::nothingIsTakenThatIsNoText()
{
    QFETCH(const std::string, text);
    QFETCH(const bool, taken);
    std::vector<OwnWord> words;
    const DrawnPage page = threeLines(words);
    for (OwnWord& word : words)
        word.text = text;
    QCOMPARE(textLayerOf(words, page.image()).has_value(), taken);
}

void TextLayerTest::wordsBecomeLines()
{
    std::vector<OwnWord> words;
    const DrawnPage page = threeLines(words);
    const auto text = textLayerOf(words, page.image());
    QVERIFY(text.has_value());
    QCOMPARE(text->lines.size(), std::size_t{ 3 });
    QCOMPARE(text->lines[1].text, std::string("sevenfive sevenfive sevenfive"));
    QVERIFY(!text->lines[1].confidence && text->lines[1].pieces.size() == 3);
    QCOMPARE(text->lines[1].box, united(words[3].box, words[5].box));

    // A page number upon a scan says nothing of what is seen.
    const std::vector<OwnWord> stamp(words.begin(), words.begin() + 3);
    QVERIFY(!textLayerOf(stamp, page.image()));
    // Beside the page nobody sees it, and what reaches over its edge is cut.
    words.push_back({ "beside", { 2000, 100, 2100, 130 }, true });
    words.push_back({ "edge", { 1150, 700, 1300, 730 }, true });
    const auto cut = textLayerOf(words, page.image());
    QCOMPARE(cut->lines.size(), std::size_t{ 4 });
    QCOMPARE(cut->lines[3].box, (RectF{ 1150, 700, 1200, 730 }));
}

void TextLayerTest::partsOfIt()
{
    std::vector<OwnWord> words;
    const DrawnPage page = threeLines(words);
    const auto text = textLayerOf(words, page.image());
    const RectF middle{ 0, 170, 1200, 220 };
    QCOMPARE(textWithin(*text, middle).lines.size(), std::size_t{ 1 });
    QCOMPARE(textOutside(*text, { middle }).lines.size(), std::size_t{ 2 });
    const RectF firstWord = words[0].box;
    QCOMPARE(textOutside(*text, { firstWord }).lines[0].text, std::string("sevenfive sevenfive"));
    QVERIFY(textWithin(*text, { 0, 600, 1200, 800 }).lines.empty());
}

void TextLayerTest::picturesHoldNone()
{
    const auto source = PageSource::open(sampleFile("table.png"));
    QVERIFY(source.ok());
    QVERIFY(source.value()->ownWords(0).value().empty());
    QVERIFY(!source.value()->ownWords(1).ok());
}

QTEST_GUILESS_MAIN(TextLayerTest)
#include "text_layer_test.moc"
