#include "pipelines/document/page_preparation.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>
#include <vector>

#include "pipelines/document/leptonica_page.h"

namespace palimpsest {

namespace {

constexpr std::size_t kSmallestSide = 300;
constexpr double kSmallestSkewDegrees = 0.2;
constexpr double kSureConfidence = 3;   // Leptonica's own advice
constexpr std::size_t kFineSide = 1000; // from here on, half the pixels are enough to measure

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

// Where a step to the right leads once it is turned.
PointF directionAt(double degrees)
{
    constexpr std::array<PointF, 4> kQuarters{ { { 1, 0 }, { 0, 1 }, { -1, 0 }, { 0, -1 } } };
    if (std::fmod(degrees, 90) == 0)
        return kQuarters.at(static_cast<std::size_t>(std::lround(degrees / 90) % 4 + 4) % 4);
    const double radians = degrees * std::numbers::pi / 180;
    return { std::cos(radians), std::sin(radians) };
}

} // namespace

double PageMeasurement::sureSkew() const
{
    const double skew = std::abs(skewDegrees);
    const bool worthTurning
        = skewConfidence >= kSureConfidence && skew >= kSmallestSkewDegrees && skew <= kLargestSkewDegrees;
    return worthTurning ? skewDegrees : 0;
}

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
    const PointF along = directionAt(degrees);
    const double x = point.x - straightCentre.x;
    const double y = point.y - straightCentre.y;
    return { originalCentre.x + x * along.x - y * along.y, originalCentre.y + x * along.y + y * along.x };
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

RectF PageRotation::toStraight(const RectF& box) const
{
    return PageRotation{ .degrees = -degrees, .straightCentre = originalCentre, .originalCentre = straightCentre }
        .toOriginal(box);
}

PageRotation PageRotation::after(const PageRotation& before) const
{
    return { .degrees = degrees + before.degrees,
        .straightCentre = straightCentre,
        .originalCentre = before.toOriginal(originalCentre) };
}

RgbImage turned(const RgbImage& image, int degrees)
{
    const bool onSide = degrees % 180 != 0;
    RgbImage upright{ .width = onSide ? image.height : image.width,
        .height = onSide ? image.width : image.height,
        .pixels = std::vector<std::uint8_t>(image.pixels.size()) };
    std::uint8_t* target = upright.pixels.data();
    for (std::size_t y = 0; y < upright.height; ++y)
        for (std::size_t x = 0; x < upright.width; ++x, target += 3) {
            const bool fromRight = degrees == 180 || degrees == 270;
            const bool fromBelow = degrees == 90 || degrees == 180;
            const std::size_t across = onSide ? y : x;
            const std::size_t down = onSide ? x : y;
            const std::size_t column = fromRight ? image.width - 1 - across : across;
            const std::size_t row = fromBelow ? image.height - 1 - down : down;
            std::copy_n(image.pixels.data() + (row * image.width + column) * 3, 3, target);
        }
    return upright;
}

PageRotation rotationBack(const RgbImage& original, int degrees)
{
    const PointF middle{ static_cast<double>(original.width) / 2, static_cast<double>(original.height) / 2 };
    const PointF other{ middle.y, middle.x };
    return { .degrees = static_cast<double>(-degrees),
        .straightCentre = degrees % 180 == 0 ? middle : other,
        .originalCentre = middle };
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
    if (straight.measurement.sureSkew() == 0)
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
