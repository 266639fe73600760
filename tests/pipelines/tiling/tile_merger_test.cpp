// Texts back to the lines they were cut from.

#include <QtTest>

#include "pipelines/tiling/tile_merger.h"

using namespace palimpsest;

namespace {

// Two pieces, 100 x 20 page pixels each, one above the other; a tile pixel is a page pixel.
Tile twoPieces()
{
    Tile tile;
    tile.pieces.push_back({ 0, { 100, 50, 200, 70 }, { 0.1, 0.2, 0.6, 0.3 } });
    tile.pieces.push_back({ 1, { 100, 90, 200, 110 }, { 0.1, 0.4, 0.6, 0.5 } });
    return tile;
}

LocatedText located(const RectF& box, const std::string& text, double confidence = 0.9)
{
    LocatedText item;
    item.box = box;
    item.text = text;
    item.textConfidence = confidence;
    item.characterConfidences.assign(text.size(), 0.75F);
    item.state = box.width() > 0 && box.height() > 0 ? BoxState::Valid : BoxState::Degenerate;
    return item;
}

} // namespace

class TileMergerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsGoToTheNearestPiece();
    void boxesAreThoseOfTheModelWithinTheInk();
    void whatLiesBesideTheInkGetsTheInksBox();
    void duplicatesAreDropped();
    void plainTextGoesLineByLine();
    void piecesOfALineAreJoined();
};

void TileMergerTest::textsGoToTheNearestPiece()
{
    const std::vector<LocatedText> items{ located({ 0.1, 0.41, 0.3, 0.52 }, "three"),
        located({ 0.4, 0.2, 0.6, 0.3 }, "two"), located({ 0.1, 0.19, 0.3, 0.3 }, "one"),
        located({ 0.1, 0.9, 0.3, 0.99 }, "far below"), located({ 0.1, 0.2, 0.3, 0.3 }, "") };
    const std::vector<PieceReading> readings = readPieces(twoPieces(), items, 7);
    QCOMPARE(readings.size(), std::size_t{ 2 });
    QCOMPARE(readings[0].texts.size(), std::size_t{ 2 });
    QCOMPARE(readings[0].texts[0].text, std::string("one"));
    QCOMPARE(readings[0].texts[1].text, std::string("two"));
    QCOMPARE(readings[1].texts.size(), std::size_t{ 2 });
    QCOMPARE(readings[1].texts[0].answer, std::size_t{ 7 });
    QCOMPARE(readings[0].texts[1].characterConfidences, std::vector<float>(3, 0.75F));
}

void TileMergerTest::boxesAreThoseOfTheModelWithinTheInk()
{
    const auto reading = readPieces(twoPieces(), std::vector{ located({ 0.15, 0.2, 0.6, 0.31 }, "text") }, 0);
    QCOMPARE(reading[0].texts[0].box.top, 50.0);
    QCOMPARE(reading[0].texts[0].box.bottom, 70.0); // no farther than the ink
    QVERIFY(std::abs(reading[0].texts[0].box.left - 110.0) < 1e-9);
}

void TileMergerTest::whatLiesBesideTheInkGetsTheInksBox()
{
    const RectF ink{ 100, 50, 200, 70 };
    for (const RectF& box :
        { RectF{ 0.7, 0.2, 0.9, 0.3 }, RectF{ 0.1, 0.25, 0.1, 0.25 }, RectF{ 0.1, 0.2, 0.12, 0.21 } }) {
        const auto reading = readPieces(twoPieces(), std::vector{ located(box, "text") }, 0);
        QCOMPARE(reading[0].texts.size(), std::size_t{ 1 });
        QCOMPARE(reading[0].texts[0].box, ink);
    }
}

void TileMergerTest::duplicatesAreDropped()
{
    const std::vector<LocatedText> items{ located({ 0.1, 0.2, 0.3, 0.3 }, "twice"),
        located({ 0.1, 0.2, 0.31, 0.3 }, "twice"), located({ 0.4, 0.2, 0.6, 0.3 }, "twice") };
    const auto readings = readPieces(twoPieces(), items, 0);
    QCOMPARE(readings[0].texts.size(), std::size_t{ 2 }); // the same word may stand twice in a line, in two places

    // Seen once more, lower in the same line, and with more confidence.
    const std::vector<LocatedText> again{ located({ 0.1, 0.2, 0.3, 0.25 }, "lower"),
        located({ 0.1, 0.26, 0.29, 0.3 }, "lower", 0.95), located({ 0.4, 0.2, 0.6, 0.3 }, "12", 0.8) };
    const PieceReading reading = readPieces(twoPieces(), again, 0)[0];
    QCOMPARE(reading.texts.size(), std::size_t{ 2 });
    QVERIFY(std::abs(reading.confidence.value() - (5 * 0.95 + 2 * 0.8) / 7) < 1e-9);
}

void TileMergerTest::plainTextGoesLineByLine()
{
    const auto both = readPieces(twoPieces(), "one\n two \n\n", 0.5, 3);
    QCOMPARE(both[0].texts[0].text, std::string("one"));
    QCOMPARE(both[1].texts[0].box, (RectF{ 100, 90, 200, 110 }));
    const auto unclear = readPieces(twoPieces(), "all in one line", 0.5, 3);
    QCOMPARE(unclear[0].texts.size(), std::size_t{ 1 });
    QCOMPARE(unclear[0].texts[0].box, (RectF{ 100, 50, 200, 110 }));
    QVERIFY(unclear[1].texts.empty());
    const std::vector<float> sure{ 0.1F, 0.2F, 0.3F, 0.4F, 0.5F, 0.6F, 0.7F };
    const auto sureOf = [&](std::size_t piece) {
        return readPieces(twoPieces(), "\xC3\xA9n\n\nout", 0.5, 3, sure)[piece].texts.at(0).characterConfidences;
    };
    QCOMPARE(sureOf(0), (std::vector<float>{ 0.1F, 0.2F }));
    QCOMPARE(sureOf(1), (std::vector<float>{ 0.5F, 0.6F, 0.7F }));
    QVERIFY(readPieces(twoPieces(), " \n", 0.5, 3)[0].texts.empty());
}

void TileMergerTest::piecesOfALineAreJoined()
{
    const std::vector<LinePiece> pieces{ { 0, { 0, 0, 10, 10 }, 1, false }, { 0, { 12, 0, 20, 10 }, 1, false },
        { 0, { 20, 0, 30, 10 }, 1, true }, { 1, { 0, 20, 10, 30 }, 1, false }, { 2, { 0, 40, 10, 50 }, 1, false } };
    const auto reading = [](const std::string& text, double confidence) {
        return PieceReading{ { TextPiece{ text, { 0, 0, 10, 10 }, confidence, 0 } }, confidence };
    };
    std::vector<PieceReading> readings{ reading("dear", 1.0), reading("read", 0.5), reading("er,s", 0.5), {},
        reading("bye", 0.7) };
    readings[1].texts[0].box = { 12, 0, 20, 12 };
    const OcrResult result = assembleLines(pieces, readings);
    QCOMPARE(result.lines.size(), std::size_t{ 2 }); // the line of which nothing was read is left out
    QCOMPARE(result.lines[0].text, std::string("dear reader,s"));
    QCOMPARE(result.lines[0].box, (RectF{ 0, 0, 20, 12 }));
    QCOMPARE(result.lines[0].pieces.size(), std::size_t{ 3 });
    QVERIFY(std::abs(result.lines[0].confidence.value() - 8.0 / 12) < 1e-9);
    QCOMPARE(result.lines[1].text, std::string("bye"));

    readings[0].texts[0].confidence.reset();
    QVERIFY(!assembleLines(pieces, readings).lines[0].confidence);
}

QTEST_APPLESS_MAIN(TileMergerTest)
#include "tile_merger_test.moc"
