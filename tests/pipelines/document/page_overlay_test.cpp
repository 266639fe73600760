// Boxes are drawn where they are, text beside or upon the page, and the file comes back with the same pixels.

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <clocale>
#include <filesystem>

#include "pipelines/document/document_runtime.h"
#include "pipelines/document/page_overlay.h"
#include "pipelines/document/page_source.h"
#include "pipelines/document/png_file.h"
#include "pipelines/document/result_overlay.h"
#include "pipelines/document/text_sheet.h"

using namespace palimpsest;

namespace {

PageImage whitePage(std::size_t width, std::size_t height)
{
    PageImage page;
    page.image = { .width = width, .height = height, .pixels = std::vector<std::uint8_t>(width * height * 3, 255) };
    return page;
}

bool inked(const RgbImage& image, std::size_t x, std::size_t y)
{
    const std::uint8_t* pixel = image.pixels.data() + (y * image.width + x) * 3;
    return pixel[0] < 200 || pixel[1] < 200 || pixel[2] < 200;
}

// The box round everything drawn inside `frame`.
RectF inkWithin(const RgbImage& image, const RectF& frame)
{
    RectF ink{ frame.right, frame.bottom, frame.left, frame.top };
    for (auto y = static_cast<std::size_t>(frame.top); y < static_cast<std::size_t>(frame.bottom); ++y)
        for (auto x = static_cast<std::size_t>(frame.left); x < static_cast<std::size_t>(frame.right); ++x)
            if (inked(image, x, y))
                ink = united(ink, { double(x), double(y), double(x) + 1, double(y) + 1 });
    return ink;
}

TextLine lineOf(const std::string& text, const RectF& box)
{
    return { .text = text, .box = box, .confidence = {}, .pieces = { { .text = text, .box = box, .confidence = {} } } };
}

} // namespace

class PageOverlayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anOutlineCoversNothing();
    void textFillsItsBox();
    void aLineHasOneSize();
    void aCrookedLineStaysCrooked();
    void aTagStaysOnThePage();
    void nothingFoundLeavesThePage();
    void strangeBoxesAreDrawnOrLeftOut();
    void aMaskTintsItsPixelsOnly();
    void everyKindOfResultIsDrawn();
    void theFileHoldsThePixels();
    void numbersKeepTheirPoint();
};

void PageOverlayTest::anOutlineCoversNothing()
{
    const OverlayBox item{ .box = { 40, 100, 340, 130 }, .label = {} };
    const RgbImage drawn = drawOverlay(whitePage(400, 300), { &item, 1 });
    QCOMPARE(inkWithin(drawn, { 0, 0, 400, 300 }), (RectF{ 39, 99, 341, 131 }));
    QCOMPARE(inkWithin(drawn, { 40, 100, 340, 130 }), (RectF{ 340, 130, 40, 100 })); // nothing
}

void PageOverlayTest::textFillsItsBox()
{
    OcrResult read;
    read.lines.push_back(lineOf("Northfield Paper", { 40, 100, 340, 130 }));
    const RgbImage sheet = drawTextSheet(whitePage(400, 300), read);
    QCOMPARE(sheet.width, std::size_t{ 400 });
    QCOMPARE(sheet.height, std::size_t{ 300 });
    const RectF ink = inkWithin(sheet, { 0, 0, 400, 300 });
    QVERIFY(std::abs(ink.left - 40) < 3);
    QVERIFY(std::abs(ink.bottom - 130) < 3);
    QVERIFY(ink.right > 280 && ink.right < 343);
}

void PageOverlayTest::aLineHasOneSize()
{
    // "six words" was read as one word; its box is as wide as that of the others, its letters are not to be larger.
    OcrResult read;
    TextLine line = lineOf("three more words", { 20, 40, 220, 60 });
    line.pieces.push_back({ .text = "one", .box = { 240, 40, 440, 60 }, .confidence = {} });
    line.pieces.push_back({ .text = "three more words", .box = { 460, 40, 660, 60 }, .confidence = {} });
    line.box.right = 660;
    read.lines.push_back(line);
    const RgbImage sheet = drawTextSheet(whitePage(700, 100), read);
    const RectF misread = inkWithin(sheet, { 230, 0, 450, 100 });
    QVERIFY(misread.width() > 20 && misread.width() < 70);
    QVERIFY(inkWithin(sheet, { 0, 0, 230, 100 }).width() > 190);
    QCOMPARE(inkWithin(sheet, { 0, 0, 230, 100 }).bottom, inkWithin(sheet, { 450, 0, 700, 100 }).bottom);
}

void PageOverlayTest::aCrookedLineStaysCrooked()
{
    OcrResult read;
    TextLine line = lineOf("some words", { 20, 20, 200, 44 });
    line.pieces.push_back({ .text = "some words", .box = { 220, 40, 400, 64 }, .confidence = {} });
    line.box = { 20, 20, 400, 64 };
    read.lines.push_back(line);
    const RgbImage sheet = drawTextSheet(whitePage(500, 100), read);
    QCOMPARE(inkWithin(sheet, { 0, 0, 210, 100 }).bottom + 20, inkWithin(sheet, { 210, 0, 500, 100 }).bottom);
}

void PageOverlayTest::aTagStaysOnThePage()
{
    const OverlayBox item{ .box = { 380, 2, 398, 50 }, .label = "lighthouse" };
    const RgbImage drawn = drawOverlay(whitePage(400, 300), { &item, 1 });
    QCOMPARE(drawn.width, std::size_t{ 400 });
    const RectF ink = inkWithin(drawn, { 0, 0, 400, 300 });
    QVERIFY(ink.left < 370); // the tag, moved inwards
    QVERIFY(ink.bottom < 55);
}

void PageOverlayTest::nothingFoundLeavesThePage()
{
    const PageImage page = whitePage(31, 17);
    QCOMPARE(drawOverlay(page, {}).pixels, page.image.pixels);
}

void PageOverlayTest::strangeBoxesAreDrawnOrLeftOut()
{
    const std::vector<OverlayBox> items{ { .box = { 50, 50, 10, 10 }, .label = "inverted" },
        { .box = { 5, 5, 5, 5 }, .label = "a point" }, { .box = { -1e9, -1e9, 1e9, 1e9 }, .label = "everything" },
        { .box = { 500, 500, 600, 600 }, .label = "outside" }, { .box = { 1, 1, 9, 9 }, .label = "" },
        { .box = { 1, 1, 9, 9 }, .label = "\xff not utf-8 \n\t" } };
    QCOMPARE(drawOverlay(whitePage(100, 100), items).height, std::size_t{ 100 });
    OcrResult read;
    for (const OverlayBox& item : items)
        read.lines.push_back(lineOf(item.label, item.box));
    read.lines.push_back({});
    QCOMPARE(drawTextSheet(whitePage(100, 100), read).height, std::size_t{ 100 });
}

void PageOverlayTest::aMaskTintsItsPixelsOnly()
{
    // A column of the mask is left out, and half of it lies beyond the page.
    PixelMask mask{ .left = 60, .top = 20, .width = 80, .height = 10, .pixels = std::vector<std::uint8_t>(800, 1) };
    for (std::size_t row = 0; row < 10; ++row)
        mask.pixels[row * 80 + 5] = 0;
    const OverlayBox item{ .box = { 2, 2, 8, 8 }, .label = {}, .mask = &mask };
    const RgbImage drawn = drawOverlay(whitePage(100, 50), { &item, 1 });
    for (std::size_t y = 12; y < 50; ++y)
        for (std::size_t x = 0; x < 100; ++x)
            QCOMPARE(inked(drawn, x, y), y >= 20 && y < 30 && x >= 60 && x != 65);
}

void PageOverlayTest::everyKindOfResultIsDrawn()
{
    const PageImage page = whitePage(300, 100);
    OcrResult read;
    read.lines.push_back(lineOf("Dear Mrs. Carter,", { 10, 20, 200, 40 }));
    const RgbImage letter = drawResult(page, read);
    QCOMPARE(letter.width, std::size_t{ 600 });
    QVERIFY(inkWithin(letter, { 305, 0, 600, 100 }).width() > 150);

    Segments found;
    found.items.push_back({ .object = { .label = "boat", .box = { 40, 50, 100, 90 }, .confidence = {} },
        .codes = {},
        .mask
        = PixelMask{ .left = 45, .top = 60, .width = 10, .height = 10, .pixels = std::vector<std::uint8_t>(100, 1) } });
    const RgbImage masked = drawResult(page, found);
    QVERIFY(inked(masked, 50, 65) && !inked(masked, 70, 70) && inked(masked, 39, 70));
    QCOMPARE(drawResult(page, Detections{ { found.items[0].object } }).width, std::size_t{ 300 });

    Table table{ { 20, 20, 200, 90 }, 1, 2, {} };
    table.cells.push_back({ .text = "where it is known", .box = RectF{ 20, 20, 110, 90 } });
    table.cells.push_back({ .column = 1, .text = "where it is not" });
    const RgbImage ruled = drawResult(page, Tables{ { table } });
    QCOMPARE(ruled.width, std::size_t{ 300 });
    QVERIFY(inked(ruled, 19, 50) && !inked(ruled, 60, 50) && !inked(ruled, 150, 50));
    QVERIFY(inkWithin(ruled, { 105, 30, 120, 80 }).height() > 40);
    QVERIFY(inkWithin(ruled, { 195, 30, 210, 80 }).height() > 40);

    const RgbImage answered = drawResult(page, PlainText{ .text = "a lighthouse above the sea", .confidence = {} });
    QVERIFY(answered.height > 110);
    QVERIFY(inkWithin(answered, { 0, 100, 300, static_cast<double>(answered.height) }).width() > 50);
    PlainText grounded{ .text = "a lighthouse above the sea", .confidence = {} };
    grounded.phrases.push_back({ "a lighthouse", { 20, 20, 100, 80 }, BoxState::Valid, {}, 0 });
    const RgbImage boxed = drawResult(page, grounded);
    QCOMPARE(boxed.height, answered.height);
    QVERIFY(inked(boxed, 19, 50) && !inked(answered, 19, 50));
    QVERIFY(drawResult(page, PlainText{ .text = std::string(100'000, 'x'), .confidence = {} }).height < 10'000);
}

void PageOverlayTest::theFileHoldsThePixels()
{
    QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath(QStringLiteral("page.png")).toStdString();
    PageImage page = whitePage(13, 7);
    for (std::size_t i = 0; i < page.image.pixels.size(); ++i)
        page.image.pixels[i] = static_cast<std::uint8_t>(i * 37);
    QVERIFY(savePng(page.image, path, 300).ok());
    const auto read = PageSource::open(path).value()->render(0);
    QVERIFY(read.ok());
    QCOMPARE(read.value().image.pixels, page.image.pixels);
    QVERIFY(std::abs(read.value().dpi - 300) < 0.5);
    const auto nowhere = savePng(page.image, path / "below a file.png");
    QVERIFY(!nowhere.ok());
    QCOMPARE(nowhere.error().code, ErrorCode::FileAccess);
}

void PageOverlayTest::numbersKeepTheirPoint()
{
    QCOMPARE(std::string(std::setlocale(LC_NUMERIC, nullptr)), std::string("C"));
}

int main(int argc, char** argv)
{
    qputenv("LC_ALL", "C.UTF-8"); // which Qt would set for numbers too
    const DocumentRuntime runtime;
    PageOverlayTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "page_overlay_test.moc"
