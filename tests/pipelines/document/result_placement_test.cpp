// Boxes found on a turned or scaled page, against where they stand on the page as it came, worked out by hand.

#include <QtTest>

#include "pipelines/document/result_placement.h"

using namespace palimpsest;

class ResultPlacementTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void halfATurnMirrorsEveryBox();
    void boxesStayWithinThePage();
    void anUprightPageKeepsItsBoxes();
    void anotherSizeIsTakenBack();
    void tablesMoveWithTheirCells();
    void captionsMoveWithTheirPhrases();
    void masksComeAlongByQuarterTurns();
    void masksArePastedAnewAtAnotherSize();
};

namespace {

const RgbImage kOriginal{ 200, 100, {} };

// A soft map whose places are told apart.
std::vector<std::uint8_t> numbered()
{
    std::vector<std::uint8_t> map(64 * 64);
    for (std::size_t i = 0; i < map.size(); ++i)
        map[i] = static_cast<std::uint8_t>(i % 251);
    return map;
}

PageResult resultWith(const RectF& box)
{
    PageResult result;
    TextLine line;
    line.box = box;
    line.pieces.push_back({ .text = "word", .box = box, .confidence = {}, .answer = 0 });
    result.content = OcrResult{ { line } };
    result.provenance.answers.push_back({ .region = box });
    return result;
}

void compareBoxes(const PageResult& result, const RectF& expected)
{
    const TextLine& line = std::get<OcrResult>(result.content).lines.front();
    for (const RectF& box : { line.box, line.pieces.front().box, result.provenance.answers.front().region }) {
        QVERIFY(std::abs(box.left - expected.left) < 1e-9);
        QVERIFY(std::abs(box.top - expected.top) < 1e-9);
        QVERIFY(std::abs(box.right - expected.right) < 1e-9);
        QVERIFY(std::abs(box.bottom - expected.bottom) < 1e-9);
    }
}

} // namespace

void ResultPlacementTest::halfATurnMirrorsEveryBox()
{
    PageResult result = resultWith({ 30, 30, 80, 40 });
    moveToOriginal(result, { .degrees = 180, .straightCentre = { 110, 60 }, .originalCentre = { 100, 50 } }, kOriginal);
    compareBoxes(result, { 130, 70, 180, 80 });
    QCOMPARE(result.pageWidth, std::size_t{ 200 });
    QCOMPARE(result.pageHeight, std::size_t{ 100 });
}

void ResultPlacementTest::boxesStayWithinThePage()
{
    PageResult result = resultWith({ -20, 30, 80, 150 });
    moveToOriginal(result, { .degrees = 180, .straightCentre = { 100, 50 }, .originalCentre = { 100, 50 } }, kOriginal);
    compareBoxes(result, { 120, 0, 200, 70 });
}

void ResultPlacementTest::anUprightPageKeepsItsBoxes()
{
    PageResult result = resultWith({ 30.5, 30, 80, 40.25 });
    moveToOriginal(result, {}, kOriginal);
    compareBoxes(result, { 30.5, 30, 80, 40.25 });
    QCOMPARE(result.pageWidth, std::size_t{ 200 });
}

void ResultPlacementTest::anotherSizeIsTakenBack()
{
    PageResult result = resultWith({ 30, 30, 80, 40 });
    result.pageWidth = 150;
    result.pageHeight = 50;
    scaleTo(result, 300, 200);
    compareBoxes(result, { 60, 120, 160, 160 });
    QCOMPARE(result.pageWidth, std::size_t{ 300 });
    QCOMPARE(result.pageHeight, std::size_t{ 200 });
}

// At another size the pixels are others; where the model was sure they are still known.
void ResultPlacementTest::masksArePastedAnewAtAnotherSize()
{
    Segment soft;
    soft.object.box = { 10, 20, 50, 40 };
    soft.mask = PixelMask{ 10, 20, 40, 20, std::vector<std::uint8_t>(800, 1), std::vector<std::uint8_t>(4096, 0) };
    for (std::size_t i = 0; i < 4096; ++i)
        soft.mask->softMap[i] = i % 64 < 16 ? 255 : 0; // the left quarter
    Segment hard = soft;
    hard.mask->softMap.clear();
    PageResult result;
    result.pageWidth = 80;
    result.pageHeight = 80;
    result.content = Segments{ { soft, hard } };
    scaleTo(result, 160, 40);
    const std::vector<Segment>& items = std::get<Segments>(result.content).items;
    QCOMPARE(items[0].object.box, (RectF{ 20, 10, 100, 20 }));
    QVERIFY(items[0].mask.has_value());
    QCOMPARE(items[0].mask->left, std::size_t{ 20 });
    QCOMPARE(items[0].mask->top, std::size_t{ 10 });
    QCOMPARE(items[0].mask->width, std::size_t{ 80 });
    QCOMPARE(items[0].mask->height, std::size_t{ 10 });
    for (std::size_t i = 0; i < items[0].mask->pixels.size(); ++i)
        QCOMPARE(int(items[0].mask->pixels[i]), i % 80 < 20 ? 1 : 0);
    QCOMPARE(items[0].mask->softMap, soft.mask->softMap);
    QVERIFY(!items[1].mask);
}

void ResultPlacementTest::tablesMoveWithTheirCells()
{
    PageResult result;
    result.pageWidth = 100;
    result.pageHeight = 100;
    Table table{ { 10, 20, 30, 40 }, 1, 2, {} };
    table.cells.push_back({ .text = "a", .box = RectF{ 10, 20, 20, 40 } });
    table.cells.push_back({ .column = 1, .text = "b" });
    result.content = Tables{ { table } };
    scaleTo(result, 200, 300);
    const Table& moved = std::get<Tables>(result.content).items.front();
    QCOMPARE(moved.box, (RectF{ 20, 60, 60, 120 }));
    QCOMPARE(moved.cells[0].box.value(), (RectF{ 20, 60, 40, 120 }));
    QVERIFY(!moved.cells[1].box);
}

void ResultPlacementTest::captionsMoveWithTheirPhrases()
{
    PlainText caption{ "a cat", {} };
    caption.phrases.push_back({ "cat", { 30, 30, 80, 40 }, BoxState::Valid, {}, 0 });
    PageResult result;
    result.content = caption;
    placeOnPage(result, 10, 5, kOriginal);
    QCOMPARE(std::get<PlainText>(result.content).phrases[0].box, (RectF{ 40, 35, 90, 45 }));
}

// Seen on the page turned clockwise: its top left corner is the original's lower left one.
void ResultPlacementTest::masksComeAlongByQuarterTurns()
{
    Segment segment;
    segment.object.box = { 1, 2, 4, 4 };
    segment.mask = PixelMask{ 1, 2, 3, 2, { 1, 0, 0, 1, 1, 0 }, numbered() };
    PageResult result;
    result.content = Segments{ { segment } };
    moveToOriginal(result, rotationBack(kOriginal, 90), kOriginal);
    const Segment& moved = std::get<Segments>(result.content).items.front();
    QCOMPARE(moved.object.box, (RectF{ 2, 96, 4, 99 }));
    QCOMPARE(moved.mask->softMap.size(), numbered().size());
    QCOMPARE(moved.mask->softMap[0], numbered()[63]);      // its top right corner
    QCOMPARE(moved.mask->softMap[63], numbered().back());  // bottom right
    QCOMPARE(moved.mask->softMap[63 * 64], numbered()[0]); // top left
    QCOMPARE(moved.mask->softMap[64 + 3], numbered()[3 * 64 + 62]);
    PixelMask pixels = *moved.mask;
    pixels.softMap.clear();
    QCOMPARE(pixels, (PixelMask{ 2, 96, 2, 3, { 0, 0, 0, 1, 1, 1 } }));
    moveToOriginal(result, { .degrees = 1, .straightCentre = { 9, 9 }, .originalCentre = { 9, 9 } }, kOriginal);
    QVERIFY(!std::get<Segments>(result.content).items.front().mask);
}

QTEST_APPLESS_MAIN(ResultPlacementTest)
#include "result_placement_test.moc"
