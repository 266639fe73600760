#include "pipelines/document/page_preparation.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <leptonica/allheaders.h>
#include <memory>
#include <mutex>
#include <numbers>
#include <utility>

namespace palimpsest {

namespace {

constexpr std::size_t kSmallestSide = 300;
constexpr double kSmallestSkewDegrees = 0.2;
constexpr double kSureConfidence = 3;   // Leptonica's own advice
constexpr std::size_t kFineSide = 1000; // from here on, half the pixels are enough to measure

struct PixRelease {
    void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using UniquePix = std::unique_ptr<Pix, PixRelease>;

// Leptonica complains on stderr about every page without lines, which is no fault.
void silenceLeptonica()
{
    static std::once_flag once;
    std::call_once(once, [] { setMsgSeverity(L_SEVERITY_NONE); });
}

// Null where memory runs out, as of all that follows.
UniquePix toPix(const RgbImage& image)
{
    UniquePix pix(pixCreateNoInit(static_cast<l_int32>(image.width), static_cast<l_int32>(image.height), 32));
    if (!pix)
        return pix;
    l_uint32* row = pixGetData(pix.get());
    const std::uint8_t* source = image.pixels.data();
    for (std::size_t y = 0; y < image.height; ++y, row += pixGetWpl(pix.get()))
        for (std::size_t x = 0; x < image.width; ++x, source += 3)
            row[x] = l_uint32{ source[0] } << L_RED_SHIFT | l_uint32{ source[1] } << L_GREEN_SHIFT
                | l_uint32{ source[2] } << L_BLUE_SHIFT;
    return pix;
}

RgbImage toRgb(Pix* pix)
{
    RgbImage image{ .width = static_cast<std::size_t>(pixGetWidth(pix)),
        .height = static_cast<std::size_t>(pixGetHeight(pix)),
        .pixels = {} };
    image.pixels.resize(image.width * image.height * 3);
    const l_uint32* row = pixGetData(pix);
    std::uint8_t* target = image.pixels.data();
    for (std::size_t y = 0; y < image.height; ++y, row += pixGetWpl(pix))
        for (std::size_t x = 0; x < image.width; ++x, target += 3) {
            target[0] = static_cast<std::uint8_t>(row[x] >> L_RED_SHIFT);
            target[1] = static_cast<std::uint8_t>(row[x] >> L_GREEN_SHIFT);
            target[2] = static_cast<std::uint8_t>(row[x] >> L_BLUE_SHIFT);
        }
    return image;
}

double inkOf(Pix* bilevel)
{
    l_int32 count = 0;
    pixCountPixels(bilevel, &count, nullptr);
    return count / (double{ 1 } * pixGetWidth(bilevel) * pixGetHeight(bilevel));
}

// One where there is ink. Uneven light is evened out first; where most would be ink, the print is light on dark.
UniquePix inkMask(Pix* colours)
{
    const UniquePix grey(pixConvertRGBToLuminance(colours));
    UniquePix mask(grey ? pixAdaptThresholdToBinary(grey.get(), nullptr, 1.0F) : nullptr);
    if (!mask && grey) // too small for a map of the background
        mask.reset(pixThresholdToBinary(grey.get(), 128));
    if (mask && inkOf(mask.get()) > 0.5)
        pixInvert(mask.get(), mask.get());
    return mask;
}

PageMeasurement measurementOf(Pix* colours)
{
    PageMeasurement measured;
    const UniquePix mask = inkMask(colours);
    if (!mask)
        return measured;
    measured.inkFraction = inkOf(mask.get());
    const auto side = static_cast<std::size_t>(std::min(pixGetWidth(mask.get()), pixGetHeight(mask.get())));
    if (side < kSmallestSide)
        return measured;
    const l_int32 searchReduction = side < kFineSide ? 1 : 2;
    l_float32 turn = 0; // what would make it straight, clockwise
    l_float32 confidence = 0;
    // The sweep goes a degree past what is accepted, so that its best angle does not lie on its edge.
    if (pixFindSkewSweepAndSearch(mask.get(), &turn, &confidence, 2 * searchReduction, searchReduction,
            static_cast<l_float32>(kLargestSkewDegrees + 1), 1.0F, 0.01F)
        == 0) {
        measured.skewDegrees = -double{ turn };
        measured.skewConfidence = confidence;
    }
    return measured;
}

bool isWorthTurning(const PageMeasurement& measured)
{
    const double skew = std::abs(measured.skewDegrees);
    return measured.skewConfidence >= kSureConfidence && skew >= kSmallestSkewDegrees && skew <= kLargestSkewDegrees;
}

} // namespace

PageMeasurement measurePage(const RgbImage& image)
{
    silenceLeptonica();
    if (image.pixels.empty())
        return {};
    const UniquePix colours = toPix(image);
    return colours ? measurementOf(colours.get()) : PageMeasurement{};
}

PointF PageRotation::toOriginal(const PointF& point) const
{
    const double radians = degrees * std::numbers::pi / 180;
    const double x = point.x - straightCentre.x;
    const double y = point.y - straightCentre.y;
    return { originalCentre.x + x * std::cos(radians) - y * std::sin(radians),
        originalCentre.y + x * std::sin(radians) + y * std::cos(radians) };
}

std::array<PointF, 4> PageRotation::cornersOnOriginal(const RectF& box) const
{
    return { toOriginal(PointF{ box.left, box.top }), toOriginal(PointF{ box.right, box.top }),
        toOriginal(PointF{ box.right, box.bottom }), toOriginal(PointF{ box.left, box.bottom }) };
}

RectF PageRotation::toOriginal(const RectF& box) const
{
    if (degrees == 0)
        return box;
    const auto corners = cornersOnOriginal(box);
    RectF round{ corners[0].x, corners[0].y, corners[0].x, corners[0].y };
    for (const PointF& corner : corners)
        round = united(round, { corner.x, corner.y, corner.x, corner.y });
    return round;
}

StraightPage straightenPage(PageImage page)
{
    silenceLeptonica();
    StraightPage straight{ .page = std::move(page), .rotation = {}, .measurement = {} };
    RgbImage& image = straight.page.image;
    if (image.pixels.empty())
        return straight;
    const UniquePix colours = toPix(image);
    if (!colours)
        return straight;
    straight.measurement = measurementOf(colours.get());
    if (!isWorthTurning(straight.measurement))
        return straight;
    const double turn = -straight.measurement.skewDegrees * std::numbers::pi / 180;
    const UniquePix turned(pixRotate(colours.get(), static_cast<l_float32>(turn), L_ROTATE_AREA_MAP, L_BRING_IN_WHITE,
        pixGetWidth(colours.get()), pixGetHeight(colours.get())));
    if (!turned)
        return straight;
    // Leptonica turns about the whole-numbered middle pixel; the original stands in the middle of the larger sheet.
    const auto middle = [](std::size_t side) { return static_cast<double>(side / 2) + 0.5; };
    const RgbImage upright = toRgb(turned.get());
    straight.rotation = { .degrees = straight.measurement.skewDegrees,
        .straightCentre = { middle(upright.width), middle(upright.height) },
        .originalCentre = { middle(upright.width) - static_cast<double>((upright.width - image.width) / 2),
            middle(upright.height) - static_cast<double>((upright.height - image.height) / 2) } };
    image = upright;
    return straight;
}

} // namespace palimpsest
