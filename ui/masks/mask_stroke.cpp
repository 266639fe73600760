#include "ui/masks/mask_stroke.h"

#include <algorithm>
#include <cmath>

namespace palimpsest {

namespace {

// Pixels from `left`, `top` to before `right`, `bottom`.
struct PixelArea {
    std::ptrdiff_t left = 0;
    std::ptrdiff_t top = 0;
    std::ptrdiff_t right = 0;
    std::ptrdiff_t bottom = 0;

    [[nodiscard]] bool isEmpty() const { return right <= left || bottom <= top; }
    [[nodiscard]] std::size_t width() const { return static_cast<std::size_t>(right - left); }
    [[nodiscard]] std::size_t height() const { return static_cast<std::size_t>(bottom - top); }
};

PixelArea within(const PixelArea& area, const PixelArea& limits)
{
    return { std::max(area.left, limits.left), std::max(area.top, limits.top), std::min(area.right, limits.right),
        std::min(area.bottom, limits.bottom) };
}

PixelArea around(const PixelArea& a, const PixelArea& b)
{
    if (a.isEmpty() || b.isEmpty())
        return a.isEmpty() ? b : a;
    return { std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
        std::max(a.bottom, b.bottom) };
}

PixelArea areaOf(const PixelMask& mask)
{
    const auto left = static_cast<std::ptrdiff_t>(mask.left);
    const auto top = static_cast<std::ptrdiff_t>(mask.top);
    return { left, top, left + static_cast<std::ptrdiff_t>(mask.width),
        top + static_cast<std::ptrdiff_t>(mask.height) };
}

// What the tip may cover on its way between two points.
PixelArea areaOf(const PointF& a, const PointF& b, double radius)
{
    const auto down = [](double value) { return static_cast<std::ptrdiff_t>(std::floor(value)); };
    const auto up = [](double value) { return static_cast<std::ptrdiff_t>(std::ceil(value)); };
    return { down(std::min(a.x, b.x) - radius), down(std::min(a.y, b.y) - radius), up(std::max(a.x, b.x) + radius),
        up(std::max(a.y, b.y) + radius) };
}

PixelArea areaOf(const MaskStroke& stroke)
{
    if (stroke.points.empty())
        return {};
    PointF low = stroke.points[0];
    PointF high = low;
    for (const PointF& point : stroke.points) {
        low = { std::min(low.x, point.x), std::min(low.y, point.y) };
        high = { std::max(high.x, point.x), std::max(high.y, point.y) };
    }
    return areaOf(low, high, stroke.radius);
}

double squaredDistance(const PointF& point, const PointF& a, const PointF& b)
{
    const PointF way{ b.x - a.x, b.y - a.y };
    const double length = way.x * way.x + way.y * way.y;
    const double share
        = length > 0 ? std::clamp(((point.x - a.x) * way.x + (point.y - a.y) * way.y) / length, 0.0, 1.0) : 0.0;
    const double dx = point.x - a.x - share * way.x;
    const double dy = point.y - a.y - share * way.y;
    return dx * dx + dy * dy;
}

std::ptrdiff_t placeIn(const PixelMask& mask, std::ptrdiff_t x, std::ptrdiff_t y)
{
    const PixelArea area = areaOf(mask);
    return (y - area.top) * static_cast<std::ptrdiff_t>(mask.width) + x - area.left;
}

// The mask upon another rectangle; what lies outside of it is lost.
PixelMask upon(const PixelMask& mask, const PixelArea& area)
{
    if (area.isEmpty())
        return {};
    PixelMask moved{ static_cast<std::size_t>(area.left), static_cast<std::size_t>(area.top), area.width(),
        area.height(), std::vector<std::uint8_t>(area.width() * area.height(), 0) };
    const PixelArea common = within(areaOf(mask), area);
    for (std::ptrdiff_t y = common.top; y < common.bottom && !common.isEmpty(); ++y) {
        const std::ptrdiff_t from = placeIn(mask, common.left, y);
        std::copy_n(mask.pixels.begin() + from, common.right - common.left,
            moved.pixels.begin() + placeIn(moved, common.left, y));
    }
    return moved;
}

PixelMask tightened(const PixelMask& mask)
{
    PixelArea tight;
    const PixelArea whole = areaOf(mask);
    for (std::size_t i = 0; i < mask.pixels.size(); ++i) {
        if (mask.pixels[i] == 0)
            continue;
        const std::ptrdiff_t x = whole.left + static_cast<std::ptrdiff_t>(i % mask.width);
        const std::ptrdiff_t y = whole.top + static_cast<std::ptrdiff_t>(i / mask.width);
        tight = around(tight, { x, y, x + 1, y + 1 });
    }
    return upon(mask, tight);
}

void stamp(PixelMask& mask, const PointF& a, const PointF& b, double radius, std::uint8_t value)
{
    const PixelArea area = within(areaOf(a, b, radius), areaOf(mask));
    for (std::ptrdiff_t y = area.top; y < area.bottom; ++y)
        for (std::ptrdiff_t x = area.left; x < area.right; ++x) {
            const PointF centre{ static_cast<double>(x) + 0.5, static_cast<double>(y) + 0.5 };
            if (squaredDistance(centre, a, b) <= radius * radius)
                mask.pixels[static_cast<std::size_t>(placeIn(mask, x, y))] = value;
        }
}

// Where the outline crosses the height `y`, from left to right. An edge has its upper end and not its lower one, so
// that a corner between two edges counts once.
std::vector<double> crossings(const std::vector<PointF>& corners, double y)
{
    std::vector<double> places;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const PointF& a = corners[i];
        const PointF& b = corners[(i + 1) % corners.size()];
        if ((a.y <= y) != (b.y <= y))
            places.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
    }
    std::sort(places.begin(), places.end());
    return places;
}

void fill(PixelMask& mask, const std::vector<PointF>& corners, std::uint8_t value)
{
    const PixelArea area = areaOf(mask);
    for (std::ptrdiff_t y = area.top; y < area.bottom; ++y) {
        const std::vector<double> places = crossings(corners, static_cast<double>(y) + 0.5);
        std::size_t passed = 0;
        for (std::ptrdiff_t x = area.left; x < area.right; ++x) {
            while (passed < places.size() && places[passed] <= static_cast<double>(x) + 0.5)
                ++passed;
            if (passed % 2 == 1)
                mask.pixels[static_cast<std::size_t>(placeIn(mask, x, y))] = value;
        }
    }
}

} // namespace

PixelMask withStroke(const PixelMask& mask, const MaskStroke& stroke, std::size_t pageWidth, std::size_t pageHeight)
{
    PixelArea area = areaOf(mask);
    if (stroke.tool == MaskTool::Brush)
        area = around(area, areaOf(stroke));
    area = within(area, { 0, 0, static_cast<std::ptrdiff_t>(pageWidth), static_cast<std::ptrdiff_t>(pageHeight) });
    PixelMask painted = upon(mask, area);
    const std::uint8_t value = stroke.tool == MaskTool::Brush ? 1 : 0;
    if (stroke.form == MaskForm::Polygon)
        fill(painted, stroke.points, value);
    else
        for (std::size_t i = 0; i < stroke.points.size(); ++i)
            stamp(painted, stroke.points[i == 0 ? 0 : i - 1], stroke.points[i], stroke.radius, value);
    return tightened(painted);
}

} // namespace palimpsest
