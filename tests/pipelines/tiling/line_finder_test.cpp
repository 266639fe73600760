// Lines and words on drawn pages whose ink is known to the pixel, with everything around them that is no text.

#include <QtTest>

#include "pipelines/tiling/line_finder.h"
#include "tests/support/drawn_page.h"

using namespace palimpsest;

namespace {

const std::vector<int> kWords{ 4, 2, 7, 3, 5 };

QString boxText(const PixelBox& box)
{
    return QStringLiteral("[%1 %2 %3 %4]").arg(box.left).arg(box.top).arg(box.right).arg(box.bottom);
}

// Every line found is a line drawn, word by word.
void compareLines(const std::vector<FoundLine>& found, const std::vector<std::vector<PixelBox>>& drawn)
{
    QCOMPARE(found.size(), drawn.size());
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        QCOMPARE(boxText(found[i].box), boxText(unitedAll(drawn[i])));
        QCOMPARE(found[i].words.size(), drawn[i].size());
        for (std::size_t word = 0; word < drawn[i].size(); ++word)
            QCOMPARE(boxText(found[i].words[word]), boxText(drawn[i][word]));
    }
}

} // namespace

class LineFinderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsLinesAndWords_data();
    void findsLinesAndWords();
    void passesOverWhatIsNoText();
    void readsLightOnDarkBesideDarkOnLight();
    void survivesShadingAndNoise();
    void readsOnStripsOfShading_data();
    void readsOnStripsOfShading();
    void followsClimbingLines();
    void marksBelongToTheirLine();
    void marksBetweenTwoLinesGoToTheNearer();
    void oneWordHasNoGaps_data();
    void oneWordHasNoGaps();
    void columnsAreReadOneAfterTheOther();
    void fieldsOfARowAreReadTogether();
    void headingsKeepTheirSize();
    void smallLettersAloneKeepTheSizeOfTheirPrint();
    void blankPagesHaveNoLines();
    void tinyPagesAreNoTrouble();
    void pagesOfSpecksEndInTime();
};

void LineFinderTest::findsLinesAndWords_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("print at 100 dpi") << 16;
    QTest::newRow("print at 200 dpi") << 32;
    QTest::newRow("print at 600 dpi") << 96;
}

void LineFinderTest::findsLinesAndWords()
{
    QFETCH(const int, size);
    DrawnPage page(size * 20, size * 12);
    std::vector<std::vector<PixelBox>> drawn;
    for (int line = 0; line < 6; ++line)
        drawn.push_back(page.line(size + line, size + size * 3 / 2 * line, size, kWords));
    const std::vector<FoundLine> found = findLines(page.image());
    compareLines(found, drawn);
    for (const FoundLine& line : found)
        QCOMPARE(line.textHeight, static_cast<double>(size));
}

void LineFinderTest::passesOverWhatIsNoText()
{
    DrawnPage page(1000, 800);
    const auto first = page.line(100, 100, 32, kWords);
    const auto second = page.line(100, 150, 32, kWords);
    page.fill({ 80, 200, 900, 203 }, { 0 }); // a rule
    page.fill({ 60, 60, 62, 740 }, { 0 });   // one beside the text
    for (const PixelBox& side :
        { PixelBox{ 200, 300, 700, 303 }, { 200, 600, 700, 603 }, { 200, 300, 203, 603 }, { 697, 300, 700, 603 } })
        page.fill(side, { 0 });                // a frame
    page.fill({ 750, 350, 980, 620 }, { 90 }); // a picture
    for (int i = 0; i < 400; ++i)
        page.fill({ (i * 37) % 990, 640 + (i * 53) % 150, (i * 37) % 990 + 1, 641 + (i * 53) % 150 }, { 0 }); // specks
    compareLines(findLines(page.image()), { first, second });
}

void LineFinderTest::readsLightOnDarkBesideDarkOnLight()
{
    DrawnPage page(900, 500, { 240 });
    const auto dark = page.line(60, 60, 32, kWords);
    page.fill({ 0, 160, 900, 330 }, { 30 });
    const auto light = page.line(60, 230, 32, kWords, { 250 });
    const auto below = page.line(60, 400, 32, kWords, { 100 });
    compareLines(findLines(page.image()), { dark, light, below });
}

void LineFinderTest::survivesShadingAndNoise()
{
    DrawnPage page(900, 500, { 250 });
    std::vector<std::vector<PixelBox>> drawn;
    for (int line = 0; line < 5; ++line)
        drawn.push_back(page.line(60, 60 + 70 * line, 32, kWords, { 40 }));
    page.shade(90);
    page.addNoise(8, 11);
    compareLines(findLines(page.image()), drawn);
}

void LineFinderTest::readsOnStripsOfShading_data()
{
    QTest::addColumn<int>("strip");
    QTest::addColumn<int>("print");
    QTest::newRow("dark on grey") << 190 << 0;
    QTest::newRow("dark on light grey") << 235 << 60;
    QTest::newRow("white on dark") << 60 << 255;
}

// As the headers of tables have them: lower than the places that paper is judged by.
void LineFinderTest::readsOnStripsOfShading()
{
    QFETCH(const int, strip);
    QFETCH(const int, print);
    DrawnPage page(1400, 1400);
    page.fill({ 90, 300, 900, 348 }, { static_cast<std::uint8_t>(strip) });
    const auto above = page.line(100, 308, 32, kWords, { static_cast<std::uint8_t>(print) });
    const auto below = page.line(100, 360, 32, kWords);
    compareLines(findLines(page.image()), { above, below });
}

void LineFinderTest::followsClimbingLines()
{
    DrawnPage page(1500, 500);
    const std::vector<int> words(14, 5);
    std::vector<std::vector<PixelBox>> drawn;
    for (int line = 0; line < 4; ++line)
        drawn.push_back(page.line(40, 120 + 60 * line, 32, words, { 0 }, 2.0)); // 28 pixels over the line
    const std::vector<FoundLine> found = findLines(page.image());
    QCOMPARE(found.size(), drawn.size());
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        QCOMPARE(boxText(found[i].box), boxText(unitedAll(drawn[i])));
        QCOMPARE(found[i].words.size(), words.size());
        QVERIFY(found[i].textHeight <= 38); // not the height of the climb
    }
}

void LineFinderTest::marksBelongToTheirLine()
{
    DrawnPage page(700, 300);
    const auto first = page.line(50, 50, 32, { 5, 5 });
    const auto second = page.line(50, 110, 32, { 5, 5 });
    const PixelBox comma{ first.back().right + 3, 76, first.back().right + 7, 90 };     // high enough for a letter
    const PixelBox quote{ second.front().left - 7, 112, second.front().left - 3, 119 }; // high, before the line
    page.fill(comma, { 0 });
    page.fill(quote, { 0 });
    const std::vector<FoundLine> found = findLines(page.image());
    QCOMPARE(found.size(), std::size_t{ 2 });
    QCOMPARE(boxText(found[0].words.back()), boxText(united(first.back(), comma)));
    QCOMPARE(boxText(found[1].words.front()), boxText(united(second.front(), quote)));
}

// The dots of a colon stand between "so:" and what follows in wide type; both belong to the word before them.
void LineFinderTest::marksBetweenTwoLinesGoToTheNearer()
{
    DrawnPage page(700, 200);
    const auto before = page.line(50, 50, 32, { 3 });
    const auto behind = page.line(before.back().right + 90, 50, 32, { 4 });
    const int colon = before.back().right + 12;
    page.fill({ colon, 58, colon + 5, 63 }, { 0 });
    page.fill({ colon, 72, colon + 5, 77 }, { 0 });
    page.fill({ 20, 65, 36, 68 }, { 0 }); // a dash, 14 pixels before the first line
    const std::vector<FoundLine> found = findLines(page.image());
    QCOMPARE(found.size(), std::size_t{ 2 });
    QCOMPARE(found[0].box.left, 20);
    QCOMPARE(found[0].box.right, colon + 5);
    QCOMPARE(found[1].box.left, behind.front().left);
}

void LineFinderTest::oneWordHasNoGaps_data()
{
    QTest::addColumn<std::vector<int>>("gaps");
    QTest::addColumn<int>("words");
    QTest::newRow("letters of one width") << std::vector<int>{ 3, 6, 3, 4, 7, 3, 6, 4 } << 1;
    QTest::newRow("two words of them") << std::vector<int>{ 3, 6, 3, 4, 20, 3, 6, 4 } << 2;
    QTest::newRow("a narrow space") << std::vector<int>{ 1, 2, 1, 6, 2, 1, 2, 1 } << 2;
    QTest::newRow("a long line of words")
        << std::vector<int>{ 4, 4, 8, 4, 4, 4, 8, 4, 4, 4, 8, 4, 4, 4, 8, 4, 4, 4, 8, 4, 4, 4, 8, 4, 4, 4, 8 } << 8;
}

// Where letters have cells of one width, the gaps within a word differ as well.
void LineFinderTest::oneWordHasNoGaps()
{
    QFETCH(const std::vector<int>, gaps);
    QFETCH(const int, words);
    DrawnPage page(900, 120);
    int left = 40;
    for (std::size_t i = 0; i <= gaps.size(); ++i) {
        page.fill({ left, i % 3 == 0 ? 40 : 47, left + 8, i % 5 == 4 ? 72 : 65 }, { 0 });
        left += 8 + (i < gaps.size() ? gaps[i] : 0);
    }
    const std::vector<FoundLine> found = findLines(page.image());
    QCOMPARE(found.size(), std::size_t{ 1 });
    QCOMPARE(found[0].words.size(), static_cast<std::size_t>(words));
    const auto letters = static_cast<double>(gaps.size() + 1);
    QCOMPARE(found[0].advance, found[0].box.width() / letters);
}

void LineFinderTest::columnsAreReadOneAfterTheOther()
{
    DrawnPage page(1200, 600);
    std::vector<std::vector<PixelBox>> drawn{ page.line(50, 30, 32, { 6, 6, 6, 6, 6, 6, 6, 6 }) };
    for (int line = 0; line < 6; ++line)
        drawn.push_back(page.line(50, 150 + 50 * line, 32, { 5, 5, 5 }));
    for (int line = 0; line < 6; ++line)
        drawn.push_back(page.line(640, 150 + 50 * line, 32, { 5, 5, 5 }));
    compareLines(findLines(page.image()), drawn);
}

void LineFinderTest::fieldsOfARowAreReadTogether()
{
    DrawnPage page(1200, 300);
    std::vector<std::vector<PixelBox>> drawn;
    for (int row = 0; row < 2; ++row) {
        drawn.push_back(page.line(50, 50 + 60 * row, 32, { 5 }));
        drawn.push_back(page.line(600, 50 + 60 * row, 32, { 4 }));
    }
    compareLines(findLines(page.image()), drawn);
}

void LineFinderTest::headingsKeepTheirSize()
{
    DrawnPage page(1200, 700);
    page.line(50, 20, 72, { 5, 5 });
    page.line(50, 110, 60, { 4 }); // as if without descenders
    for (int line = 0; line < 6; ++line)
        page.line(50, 220 + 60 * line, 32, kWords);
    page.line(50, 640, 16, kWords); // a footnote
    const std::vector<FoundLine> found = findLines(page.image());
    QCOMPARE(found.size(), std::size_t{ 9 });
    QVERIFY(found[1].box.height() < 65);
    QCOMPARE(found[0].textHeight, 72.0);
    QCOMPARE(found[1].textHeight, 72.0);
    QCOMPARE(found[4].textHeight, 32.0);
    QCOMPARE(found.back().textHeight, 16.0);
}

// "some" beside "puzzles": half as high, and in the same print. A footnote of half the size has tall letters and low
// ones.
void LineFinderTest::smallLettersAloneKeepTheSizeOfTheirPrint()
{
    DrawnPage page(900, 400);
    page.line(50, 40, 32, kWords);
    page.line(50, 100, 32, kWords);
    for (int letter = 0; letter < 4; ++letter)
        page.fill({ 50 + 18 * letter, 168, 57 + 18 * letter, 184 }, { 0 });
    for (int letter = 0; letter < 4; ++letter)
        page.fill({ 50 + 12 * letter, letter % 2 == 0 ? 240 : 245, 55 + 12 * letter, 256 }, { 0 });
    const std::vector<FoundLine> found = findLines(page.image());
    QCOMPARE(found.size(), std::size_t{ 4 });
    QCOMPARE(found[2].box.height(), 16);
    QCOMPARE(found[2].textHeight, 32.0);
    QCOMPARE(found[3].textHeight, 16.0);
}

void LineFinderTest::blankPagesHaveNoLines()
{
    DrawnPage page(600, 800, { 230 });
    QVERIFY(findLines(page.image()).empty());
    page.shade(80);
    page.addNoise(6, 3);
    QVERIFY(findLines(page.image()).empty());
    QVERIFY(findLines(DrawnPage(600, 800, { 0 }).image()).empty());
}

void LineFinderTest::tinyPagesAreNoTrouble()
{
    for (const auto& [width, height] : { std::pair{ 1, 1 }, { 1, 500 }, { 500, 1 }, { 17, 3 }, { 40, 40 } }) {
        DrawnPage page(width, height);
        page.fill({ 0, 0, width / 2 + 1, height / 2 + 1 }, { 0 });
        findLines(page.image()); // no crash, whatever it is taken for
    }
}

void LineFinderTest::pagesOfSpecksEndInTime()
{
    // A screened picture: 60,000 things that could be letters, and as many marks. Quadratic work would not end within
    // the time that ctest gives a test.
    DrawnPage page(2400, 2400);
    for (int y = 0; y < 2400; y += 10)
        for (int x = (y / 10) % 5; x < 2400; x += 10) {
            page.fill({ x, y, x + 3, y + 7 }, { 0 });
            page.fill({ x + 6, y + 2, x + 8, y + 4 }, { 0 });
        }
    QVERIFY(!findLines(page.image()).empty());
}

QTEST_APPLESS_MAIN(LineFinderTest)
#include "line_finder_test.moc"
