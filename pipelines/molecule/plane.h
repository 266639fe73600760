#pragma once
// Points of the plane as vectors. Pixels, y downwards.

#include <algorithm>
#include <cmath>

#include "engine/image/geometry.h"

namespace palimpsest {

inline PointF operator+(const PointF& a, const PointF& b)
{
    return { a.x + b.x, a.y + b.y };
}
inline PointF operator-(const PointF& a, const PointF& b)
{
    return { a.x - b.x, a.y - b.y };
}
inline PointF operator*(double factor, const PointF& a)
{
    return { factor * a.x, factor * a.y };
}
inline double dot(const PointF& a, const PointF& b)
{
    return a.x * b.x + a.y * b.y;
}
inline double cross(const PointF& a, const PointF& b)
{
    return a.x * b.y - a.y * b.x;
}
inline double length(const PointF& a)
{
    return std::hypot(a.x, a.y);
}
inline double distance(const PointF& a, const PointF& b)
{
    return length(a - b);
}
// The null vector stays as it is.
inline PointF unit(const PointF& a)
{
    const double long_ = length(a);
    return long_ > 0 ? (1 / long_) * a : a;
}
inline PointF between(const PointF& a, const PointF& b)
{
    return 0.5 * (a + b);
}
// From the nearest point of the box; 0 within it.
inline double distance(const PointF& a, const RectF& box)
{
    return std::hypot(
        std::max({ 0.0, box.left - a.x, a.x - box.right }), std::max({ 0.0, box.top - a.y, a.y - box.bottom }));
}

} // namespace palimpsest
