// Three masks worked out by hand, and masks whose rectangles lie apart.

#include <QtTest>

#include "pipelines/evaluate/mask_overlap.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class MaskOverlapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void workedMasks();
    void rectanglesOnAPage();
    void unionOfMasks();
};

namespace {

PixelMask mask(std::size_t left, std::size_t top, std::size_t width, std::vector<std::uint8_t> pixels)
{
    return { left, top, width, pixels.size() / width, std::move(pixels) };
}

} // namespace

void MaskOverlapTest::workedMasks()
{
    const PixelMask threeColumns = mask(0, 0, 4, { 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0 });
    const std::array<MaskOverlap, 3> overlaps{ overlapOf(mask(0, 0, 2, { 1, 1, 0, 0 }), mask(0, 0, 2, { 1, 0, 0, 0 })),
        overlapOf(mask(0, 0, 4, std::vector<std::uint8_t>(16, 1)), threeColumns),
        overlapOf(mask(0, 0, 2, { 0, 1, 0, 1 }), mask(0, 0, 2, { 1, 0, 1, 0 })) };
    QCOMPARE(overlaps[0].overUnion(), 0.5);
    QCOMPARE(overlaps[1].overUnion(), 0.75);
    QCOMPARE(overlaps[2].overUnion(), 0.0);
    const double mean = (overlaps[0].overUnion() + overlaps[1].overUnion() + overlaps[2].overUnion()) / 3;
    QVERIFY(std::abs(mean - 0.416667) <= tolerance::kPublishedFigure);
    MaskOverlap sum;
    for (const MaskOverlap& overlap : overlaps)
        sum += overlap;
    QCOMPARE(sum.common, std::size_t{ 13 });
    QCOMPARE(sum.either, std::size_t{ 22 });
    QVERIFY(std::abs(sum.overUnion() - 0.590909) <= tolerance::kPublishedFigure);
}

void MaskOverlapTest::rectanglesOnAPage()
{
    const PixelMask found = mask(10, 20, 2, { 1, 1, 1, 1 });
    const PixelMask truth = mask(11, 21, 3, { 1, 0, 1 });
    const MaskOverlap overlap = overlapOf(found, truth);
    QCOMPARE(overlap.common, std::size_t{ 1 });
    QCOMPARE(overlap.either, std::size_t{ 5 });
    QCOMPARE(overlapOf(found, mask(100, 0, 1, { 1 })).common, std::size_t{ 0 });
    QCOMPARE(overlapOf({}, {}).overUnion(), 0.0);
}

void MaskOverlapTest::unionOfMasks()
{
    const std::array<PixelMask, 3> parts{ mask(5, 5, 2, { 1, 0 }), PixelMask{}, mask(6, 4, 1, { 1, 1 }) };
    const PixelMask all = unitedMask(parts);
    QCOMPARE(all, mask(5, 4, 2, { 0, 1, 1, 1 }));
}

QTEST_APPLESS_MAIN(MaskOverlapTest)
#include "mask_overlap_test.moc"
