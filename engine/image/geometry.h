#pragma once
// Points and boxes with the origin at the top left. Plain values; the unit is that of whoever made them (page pixels
// unless a comment says otherwise).

#include <algorithm>

namespace palimpsest {

struct PointF {
    double x = 0;
    double y = 0;

    friend bool operator==(const PointF&, const PointF&) = default;
};

struct RectF {
    double left = 0;
    double top = 0;
    double right = 0; // one past the last pixel
    double bottom = 0;

    [[nodiscard]] double width() const { return right - left; }
    [[nodiscard]] double height() const { return bottom - top; }
    // Inverted boxes have no area.
    [[nodiscard]] double area() const { return std::max(0.0, width()) * std::max(0.0, height()); }

    friend bool operator==(const RectF&, const RectF&) = default;
};

[[nodiscard]] inline RectF intersected(const RectF& a, const RectF& b)
{
    return { std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
        std::min(a.bottom, b.bottom) };
}

[[nodiscard]] inline RectF united(const RectF& a, const RectF& b)
{
    return { std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
        std::max(a.bottom, b.bottom) };
}

// 0 where both are empty.
[[nodiscard]] inline double intersectionOverUnion(const RectF& a, const RectF& b)
{
    const double common = intersected(a, b).area();
    const double all = a.area() + b.area() - common;
    return all > 0 ? common / all : 0;
}

} // namespace palimpsest
