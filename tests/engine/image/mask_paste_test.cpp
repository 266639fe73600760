// Where a mask lands on the page, and which pixels it takes.

#include <QtTest>
#include <cmath>
#include <numeric>

#include "engine/image/mask_paste.h"
#include "engine/image/resize.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

namespace {

RectF boxOfBins(int y0, int x0, int y1, int x1, double width, double height)
{
    return { x0 / 1023.0 * width, y0 / 1023.0 * height, x1 / 1023.0 * width, y1 / 1023.0 * height };
}

// The left half belongs to the object.
std::vector<float> leftHalf()
{
    std::vector<float> mask(kMaskSide * kMaskSide, -1.0F);
    for (std::size_t i = 0; i < mask.size(); ++i)
        if (i % kMaskSide < kMaskSide / 2)
            mask[i] = 1.0F;
    return mask;
}

void compareAlmost(const std::vector<float>& found, const std::vector<float>& expected)
{
    QCOMPARE(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i)
        QVERIFY2(std::abs(found[i] - expected[i]) < 1e-5F, qPrintable(QString::number(found[i])));
}

} // namespace

class MaskPasteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cornersFollowTheEvaluator();
    void halvesStayHalves_data();
    void halvesStayHalves();
    void softMapsAreShares();
    void softMapsEndWhereMasksDo_data();
    void softMapsEndWhereMasksDo();
    void emptyBoxesHaveNoPixels_data();
    void emptyBoxesHaveNoPixels();
    void floatsAreResizedAsPillowDoes();
};

void MaskPasteTest::cornersFollowTheEvaluator()
{
    const std::vector<float> inside(kMaskSide * kMaskSide, 0.25F);
    const PastedMask mask = pasteMask(inside, boxOfBins(102, 204, 511, 819, 640, 480));
    QCOMPARE(mask.top, std::size_t{ 47 });
    QCOMPARE(mask.left, std::size_t{ 127 });
    QCOMPARE(mask.top + mask.height, std::size_t{ 239 });
    QCOMPARE(mask.left + mask.width, std::size_t{ 512 });
    QCOMPARE(mask.values, std::vector<std::uint8_t>(mask.width * mask.height, 1));
}

void MaskPasteTest::halvesStayHalves_data()
{
    QTest::addColumn<double>("width");
    QTest::newRow("enlarged") << 200.0;
    QTest::newRow("its own size") << 64.0;
    QTest::newRow("reduced") << 10.0;
    QTest::newRow("two pixels") << 2.0;
}

void MaskPasteTest::halvesStayHalves()
{
    QFETCH(const double, width);
    const PastedMask mask = pasteMask(leftHalf(), { 5, 7, 5 + width, 10 });
    QCOMPARE(mask.height, std::size_t{ 3 });
    QCOMPARE(mask.width, static_cast<std::size_t>(width));
    for (std::size_t i = 0; i < mask.values.size(); ++i)
        QCOMPARE(static_cast<bool>(mask.values[i]), i % mask.width < mask.width / 2);
}

void MaskPasteTest::softMapsAreShares()
{
    std::vector<float> mask(kMaskSide * kMaskSide, 0.0F);
    mask[0] = 3.0F; // clamped
    mask[1] = -3.0F;
    mask[2] = 0.5F;
    mask[3] = 0.001F;
    const std::vector<std::uint8_t> map = softMapOf(mask);
    QCOMPARE(int(map[0]), 255);
    QCOMPARE(int(map[1]), 0);
    QCOMPARE(int(map[2]), 191); // 0.75 * 255 = 191.25
    QCOMPARE(int(map[3]), 128);
    QCOMPARE(int(map[4]), 127);
    QCOMPARE(pasteSoftMap(map, { 0, 0, kMaskSide, kMaskSide }).values, map);
}

void MaskPasteTest::softMapsEndWhereMasksDo_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("enlarged") << 301 << 200;
    QTest::newRow("reduced") << 20 << 7;
    QTest::newRow("wide and low") << 400 << 9;
    QTest::newRow("a pixel") << 1 << 1;
}

// They differ on the edge alone, where the float is so near to zero that 256 levels, rounded thrice, do not show it.
void MaskPasteTest::softMapsEndWhereMasksDo()
{
    QFETCH(const int, width);
    QFETCH(const int, height);
    std::vector<float> mask(kMaskSide * kMaskSide);
    for (std::size_t i = 0; i < mask.size(); ++i) { // a ring with a soft edge
        const double x = static_cast<double>(i % kMaskSide) - 30;
        const double y = static_cast<double>(i / kMaskSide) - 34;
        mask[i] = static_cast<float>((8 - std::abs(std::hypot(x, y) - 18)) / 6);
    }
    const auto columns = static_cast<std::size_t>(width);
    const auto rows = static_cast<std::size_t>(height);
    const RectF box{ 3.6, 5.2, 3.6 + width, 5.2 + height };
    const PastedMask pasted = pasteMask(mask, box);
    const std::vector<float> exact = resizePlane(mask, kMaskSide, kMaskSide, columns, rows, ResizeKernel::Bilinear);
    const PastedMask soft = pasteSoftMap(softMapOf(mask), box);
    QCOMPARE(soft.left, std::size_t{ 3 });
    QCOMPARE(soft.top, std::size_t{ 5 });
    QCOMPARE(soft.width, columns);
    QCOMPARE(soft.height, rows);
    QCOMPARE(soft.values.size(), pasted.values.size());
    for (std::size_t i = 0; i < soft.values.size(); ++i) {
        const bool same = (soft.values[i] >= kSoftInside) == (pasted.values[i] == 1);
        QVERIFY2(same || std::abs(exact[i]) < tolerance::kSoftMaskLevel, qPrintable(QString::number(exact[i])));
    }
}

void MaskPasteTest::emptyBoxesHaveNoPixels_data()
{
    QTest::addColumn<double>("right");
    QTest::addColumn<double>("bottom");
    QTest::newRow("empty") << 10.0 << 20.0;
    QTest::newRow("less than a pixel") << 10.9 << 20.0;
    QTest::newRow("inverted") << 3.0 << 20.0;
    QTest::newRow("inverted the other way") << 20.0 << 3.0;
}

void MaskPasteTest::emptyBoxesHaveNoPixels()
{
    QFETCH(const double, right);
    QFETCH(const double, bottom);
    const PastedMask mask = pasteMask(leftHalf(), { 10, 10, right, bottom });
    QCOMPARE(mask.width * mask.height, std::size_t{ 0 });
    QVERIFY(mask.values.empty());
}

// The published vectors of the float resize that pasting rests on.
void MaskPasteTest::floatsAreResizedAsPillowDoes()
{
    const std::vector<float> checker{ -1, 1, 1, -1 };
    compareAlmost(resizePlane(checker, 2, 2, 4, 4, ResizeKernel::Bilinear),
        { -1, -.5F, .5F, 1, -.5F, -.25F, .25F, .5F, .5F, .25F, -.25F, -.5F, 1, .5F, -.5F, -1 });
    std::vector<float> ramp(16);
    std::iota(ramp.begin(), ramp.end(), 0.0F);
    compareAlmost(
        resizePlane(ramp, 4, 4, 2, 2, ResizeKernel::Bilinear), { 3.571429F, 5.142857F, 9.857143F, 11.428572F });
    compareAlmost(resizePlane(ramp, 4, 4, 3, 3, ResizeKernel::Bilinear),
        { 1.5F, 2.7F, 3.9F, 6.3F, 7.5F, 8.7F, 11.1F, 12.3F, 13.5F });
}

QTEST_APPLESS_MAIN(MaskPasteTest)
#include "mask_paste_test.moc"
