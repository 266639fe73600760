// Cutting at word gaps, scaling, drawing, and the way back to the page.

#include <QtTest>
#include <cmath>
#include <random>

#include "pipelines/tiling/tile_cutter.h"
#include "tests/support/drawn_page.h"

using namespace palimpsest;

namespace {

TileLayout layout(std::size_t linesPerTile = 1, std::size_t charactersPerLine = 0)
{
    return { .linesPerTile = linesPerTile, .charactersPerLine = charactersPerLine };
}

FoundLine lineOf(const std::vector<PixelBox>& words, double textHeight)
{
    return { unitedAll(words), words, textHeight };
}

std::array<int, 3> pixelAt(const RgbImage& image, std::size_t x, std::size_t y)
{
    const std::uint8_t* rgb = image.pixels.data() + (y * image.width + x) * 3;
    return { rgb[0], rgb[1], rgb[2] };
}

} // namespace

class TileCutterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cutsOnlyBetweenWords();
    void piecesAreAboutEqual();
    void charactersPerLineNarrowsPieces();
    void fewWideLettersStayTogether();
    void largeModelsShrinkLinesRatherThanCutThem();
    void aLongWordShrinksThenIsCut();
    void drawsInkWhereItSaysItIs();
    void keepsTheColourOfThePaper();
    void stacksAsManyLinesAsAllowed();
    void whatTheManifestLeavesOpenIsFilledIn();
};

void TileCutterTest::cutsOnlyBetweenWords()
{
    std::mt19937 random(9);
    for (int round = 0; round < 50; ++round) {
        std::vector<PixelBox> words;
        int x = 10;
        for (unsigned i = 0; i < 3 + random() % 20; ++i) {
            const int width = 10 + static_cast<int>(random() % 150);
            words.push_back({ x, 50, x + width, 80 });
            x += width + 6 + static_cast<int>(random() % 20);
        }
        const std::vector<FoundLine> lines{ lineOf(words, 30) };
        std::size_t next = 0;
        for (const LinePiece& piece : cutLines(lines, layout())) {
            QVERIFY(next < words.size());
            QCOMPARE(piece.source.left, words[next].left);
            while (next < words.size() && words[next].right <= piece.source.right)
                ++next;
            QCOMPARE(piece.source.right, words[next - 1].right);
            QVERIFY(piece.source.width() * piece.scale <= 208.001);
            QVERIFY(!piece.continuesWord);
        }
        QCOMPARE(next, words.size()); // every word once, none left
    }
}

void TileCutterTest::piecesAreAboutEqual()
{
    std::vector<PixelBox> words;
    for (int i = 0; i < 12; ++i)
        words.push_back({ i * 30, 0, i * 30 + 24, 22 });
    const std::vector<FoundLine> lines{ lineOf(words, 22) }; // 354 pixels at scale 1
    const std::vector<LinePiece> pieces = cutLines(lines, layout());
    QCOMPARE(pieces.size(), std::size_t{ 2 });
    QCOMPARE(pieces[0].source.width(), pieces[1].source.width());
    QCOMPARE(pieces[0].wordGaps.size(), std::size_t{ 5 });
    QVERIFY(std::fabs(pieces[1].wordGaps[0] - 27.0 / 174) < 1e-9); // words of 24 pixels, gaps of 6
}

void TileCutterTest::charactersPerLineNarrowsPieces()
{
    std::vector<PixelBox> words;
    for (int i = 0; i < 40; ++i)
        words.push_back({ i * 20, 0, i * 20 + 15, 22 });
    const std::vector<FoundLine> lines{ lineOf(words, 22) };
    for (const LinePiece& piece : cutLines(lines, layout(1, 10))) // 10 characters of 0.4 x 22 pixels
        QVERIFY(piece.source.width() <= 88);
}

void TileCutterTest::fewWideLettersStayTogether()
{
    std::vector<PixelBox> words;
    for (int i = 0; i < 10; ++i)
        words.push_back({ i * 20, 0, i * 20 + 15, 22 });
    FoundLine line = lineOf(words, 22); // 195 pixels
    QVERIFY(cutLines(std::vector{ line }, layout(1, 10)).size() > 1);
    line.advance = 20; // ten letters
    QCOMPARE(cutLines(std::vector{ line }, layout(1, 10)).size(), std::size_t{ 1 });
    line.advance = 10;
    QVERIFY(cutLines(std::vector{ line }, layout(1, 10)).size() > 1);
}

void TileCutterTest::largeModelsShrinkLinesRatherThanCutThem()
{
    std::vector<PixelBox> words;
    for (int i = 0; i < 60; ++i)
        words.push_back({ i * 25, 0, i * 25 + 20, 32 }); // 1495 pixels
    const std::vector<FoundLine> lines{ lineOf(words, 32) };
    TileLayout large = tileLayout({}, { .grammar = AnswerGrammar::PlainText }, 896);
    const std::vector<LinePiece> pieces = cutLines(lines, large);
    QCOMPARE(pieces.size(), std::size_t{ 1 });
    QVERIFY(std::fabs(pieces[0].source.width() * pieces[0].scale - 823) < 60);
    large.side = 224; // too small a square even for the smallest print
    QVERIFY(cutLines(lines, large).size() > 1);
}

void TileCutterTest::aLongWordShrinksThenIsCut()
{
    const auto piecesOf = [](int width) {
        return cutLines(std::vector{ lineOf({ { 0, 0, width, 22 } }, 22) }, layout());
    };
    QCOMPARE(piecesOf(200).size(), std::size_t{ 1 });
    const std::vector<LinePiece> shrunk = piecesOf(300);
    QCOMPARE(shrunk.size(), std::size_t{ 1 });
    QVERIFY(shrunk[0].scale < 0.7 && shrunk[0].scale > 0.64);
    const std::vector<LinePiece> cut = piecesOf(600);
    QCOMPARE(cut.size(), std::size_t{ 2 });
    QVERIFY(!cut[0].continuesWord);
    QVERIFY(cut[1].continuesWord);
    QCOMPARE(cut[0].source.right, cut[1].source.left);
}

void TileCutterTest::drawsInkWhereItSaysItIs()
{
    DrawnPage page(900, 200);
    const std::vector<PixelBox> words = page.line(300, 80, 44, { 4, 5 });
    const std::vector<FoundLine> lines{ lineOf(words, 44) };
    const std::vector<Tile> tiles = drawTiles(page.image(), cutLines(lines, layout()), layout());
    QCOMPARE(tiles.size(), std::size_t{ 1 });
    const Tile& tile = tiles[0];
    QCOMPARE(tile.image.width, std::size_t{ 224 });
    QCOMPARE(tile.pieces.size(), std::size_t{ 1 });

    // The ink of the tile, back on the page, is the ink of the page.
    PixelBox ink{ 224, 224, 0, 0 };
    for (int y = 0; y < 224; ++y)
        for (int x = 0; x < 224; ++x)
            if (pixelAt(tile.image, static_cast<std::size_t>(x), static_cast<std::size_t>(y))[0] < 128)
                ink = united(ink, { x, y, x + 1, y + 1 });
    QVERIFY(std::abs(ink.height() - 22) <= 1);
    const RectF fractions{ ink.left / 224.0, ink.top / 224.0, ink.right / 224.0, ink.bottom / 224.0 };
    const RectF back = tile.toPage(fractions, tile.pieceAt(fractions));
    const RectF expected = unitedAll(words).toRectF();
    QVERIFY(intersectionOverUnion(back, expected) > 0.95);
    QVERIFY(std::fabs(back.left - expected.left) < 2);
    QVERIFY(std::fabs(back.bottom - expected.bottom) < 2);
}

void TileCutterTest::keepsTheColourOfThePaper()
{
    DrawnPage page(900, 200, { 40 });
    const std::vector<FoundLine> lines{ lineOf(page.line(100, 80, 44, { 4, 5 }, { 230 }), 44) };
    const std::vector<Tile> tiles = drawTiles(page.image(), cutLines(lines, layout()), layout());
    QCOMPARE(pixelAt(tiles[0].image, 0, 0), (std::array{ 40, 40, 40 }));
    QCOMPARE(pixelAt(tiles[0].image, 223, 223), (std::array{ 40, 40, 40 }));
}

void TileCutterTest::stacksAsManyLinesAsAllowed()
{
    DrawnPage page(900, 900);
    std::vector<FoundLine> lines;
    for (int i = 0; i < 7; ++i)
        lines.push_back(lineOf(page.line(40, 40 + 60 * i, 22, { 4, 5 }), 22));
    const std::vector<LinePiece> pieces = cutLines(lines, layout(3));
    const std::vector<Tile> tiles = drawTiles(page.image(), pieces, layout(3));
    QCOMPARE(tiles.size(), std::size_t{ 3 });
    QCOMPARE(tiles[0].pieces.size(), std::size_t{ 3 });
    QCOMPARE(tiles[2].pieces.size(), std::size_t{ 1 });
    QCOMPARE(tiles[1].pieces[2].piece, std::size_t{ 5 });
    for (const Tile& tile : tiles)
        for (std::size_t i = 0; i < tile.pieces.size(); ++i) {
            QCOMPARE(tile.pieceAt(tile.pieces[i].place), i);
            if (i > 0)
                QVERIFY(tile.pieces[i].place.top > tile.pieces[i - 1].place.bottom);
        }
    // However many lines are allowed, they have to fit.
    for (const Tile& tile : drawTiles(page.image(), pieces, layout(100)))
        QVERIFY(tile.pieces.size() <= 6 && tile.pieces.back().place.bottom <= 1);
}

void TileCutterTest::whatTheManifestLeavesOpenIsFilledIn()
{
    const TileLayout large = tileLayout({}, { .preprocessing = { .kernel = ResizeKernel::Bilinear } }, 448);
    QCOMPARE(large.side, std::size_t{ 448 });
    QVERIFY(large.linesPerTile > 10);
    QVERIFY(large.smallestTextHeight < large.textHeight);
    QCOMPARE(large.kernel, ResizeKernel::Bilinear);
    const TextLimits stated{ .preferredHeight = 22, .smallestHeight = 14, .linesPerTile = 3, .charactersPerLine = 17 };
    const TileLayout small = tileLayout(stated, {}, 224);
    QCOMPARE(small.textHeight, 22.0);
    QCOMPARE(small.smallestTextHeight, 22.0);
    QCOMPARE(small.linesPerTile, std::size_t{ 3 });
    QCOMPARE(small.charactersPerLine, std::size_t{ 17 });
}

QTEST_APPLESS_MAIN(TileCutterTest)
#include "tile_cutter_test.moc"
