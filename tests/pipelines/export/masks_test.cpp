// Masks as run lengths and as outlines, against values computed elsewhere.

#include <QtTest>
#include <numeric>

#include "pipelines/export/coco_writer.h"
#include "pipelines/export/mask_outline.h"

using namespace palimpsest;

namespace {

// Rows of '1' and '0'.
PixelMask maskOf(std::initializer_list<std::string_view> rows, std::size_t left = 0, std::size_t top = 0)
{
    PixelMask mask{ left, top, rows.begin()->size(), rows.size(), {} };
    for (const std::string_view row : rows)
        for (const char pixel : row)
            mask.pixels.push_back(pixel == '1' ? 1 : 0);
    return mask;
}

PageResult pageOf(std::size_t width, std::size_t height)
{
    PageResult page;
    page.pageWidth = width;
    page.pageHeight = height;
    return page;
}

double areaOf(const MaskRing& ring)
{
    double area = 0;
    for (std::size_t i = 0; i < ring.points.size(); ++i) {
        const PointF& a = ring.points[i];
        const PointF& b = ring.points[(i + 1) % ring.points.size()];
        area += (a.x * b.y - b.x * a.y) / 2;
    }
    return area;
}

} // namespace

class MasksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runLengths();
    void aMaskWithinThePage();
    void longRuns();
    void outlinesFollowThePixels();
    void outlinesAreStraightened();
};

void MasksTest::runLengths()
{
    const std::vector<std::size_t> runs = cocoRuns(maskOf({ "00000", "01100", "01110", "00001" }), pageOf(5, 4));
    QCOMPARE(runs, (std::vector<std::size_t>{ 5, 2, 2, 2, 3, 1, 4, 1 }));
    QCOMPARE(cocoText(runs), std::string("52201O10"));
    QCOMPARE(cocoText(cocoRuns(maskOf({ "11", "11", "11" }), pageOf(2, 3))), std::string("06"));
    QCOMPARE(cocoText(cocoRuns(maskOf({ "00", "00", "00" }), pageOf(2, 3))), std::string("6"));
}

void MasksTest::aMaskWithinThePage()
{
    QCOMPARE(cocoRuns(maskOf({ "11", "01" }, 1, 1), pageOf(4, 4)), (std::vector<std::size_t>{ 5, 1, 3, 2, 5 }));
    QCOMPARE(cocoRuns(PixelMask{}, pageOf(3, 2)), (std::vector<std::size_t>{ 6 }));
}

void MasksTest::longRuns()
{
    PixelMask mask{ 20, 10, 80, 80, std::vector<std::uint8_t>(6400, 1) };
    const std::string text = cocoText(cocoRuns(mask, pageOf(120, 100)));
    QCOMPARE(text.size(), std::size_t{ 167 });
    QCOMPARE(text.substr(0, 12), std::string("jn1`2d000000"));
}

// Rings at full length enclose as many pixels as the mask has, holes counting against.
void MasksTest::outlinesFollowThePixels()
{
    const PixelMask mask = maskOf({ "1110001", "1010010", "1110111", "0000000", "1111111" }, 3, 4);
    const std::vector<MaskRing> rings = maskOutline(mask, 0);
    QCOMPARE(rings.size(), std::size_t{ 5 }); // frame, its hole, two that touch at a corner, the bar
    double area = 0;
    for (const MaskRing& ring : rings) {
        QCOMPARE(ring.hole, areaOf(ring) < 0);
        area += areaOf(ring);
    }
    QCOMPARE(area, static_cast<double>(std::accumulate(mask.pixels.begin(), mask.pixels.end(), 0)));
    QVERIFY(rings[0].points == (std::vector<PointF>{ { 6, 4 }, { 6, 7 }, { 3, 7 }, { 3, 4 } }));
}

void MasksTest::outlinesAreStraightened()
{
    QCOMPARE(
        maskOutline(maskOf({ "10000", "11000", "11100", "11110", "11111" })).front().points.size(), std::size_t{ 4 });
    QCOMPARE(maskOutline(maskOf({ "1" })).front().points.size(), std::size_t{ 4 }); // nothing vanishes
    QVERIFY(maskOutline(maskOf({ "00", "00" })).empty());
}

QTEST_APPLESS_MAIN(MasksTest)
#include "masks_test.moc"
