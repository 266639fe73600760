#include "pipelines/evaluate/polygon_overlap.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace palimpsest {
namespace {

using Triangle = std::array<PointF, 3>;

// Twice the area of the triangle, above 0 where its corners go round like the axes, from x to y.
double turn(const PointF& a, const PointF& b, const PointF& c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

double signedArea(std::span<const PointF> outline)
{
    double twice = 0;
    for (std::size_t i = 2; i < outline.size(); ++i)
        twice += turn(outline[0], outline[i - 1], outline[i]);
    return twice / 2;
}

// What of a convex outline lies to the inner side of the line from `a` to `b` (I. Sutherland and G. Hodgman, 1974).
std::vector<PointF> clipped(const std::vector<PointF>& outline, const PointF& a, const PointF& b)
{
    std::vector<PointF> kept;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const PointF& from = outline[i];
        const PointF& to = outline[(i + 1) % outline.size()];
        const double sideFrom = turn(a, b, from);
        const double sideTo = turn(a, b, to);
        if (sideFrom >= 0)
            kept.push_back(from);
        if ((sideFrom < 0) == (sideTo < 0) || sideFrom == sideTo)
            continue;
        const double part = sideFrom / (sideFrom - sideTo);
        kept.push_back({ from.x + part * (to.x - from.x), from.y + part * (to.y - from.y) });
    }
    return kept;
}

// Above 0 where both go round the same way.
double signedCommonArea(Triangle a, Triangle b)
{
    double sign = 1;
    for (Triangle* const triangle : { &a, &b }) {
        if (signedArea(*triangle) >= 0)
            continue;
        std::swap((*triangle)[1], (*triangle)[2]);
        sign = -sign;
    }
    std::vector<PointF> common(a.begin(), a.end());
    for (std::size_t i = 0; i < b.size() && !common.empty(); ++i)
        common = clipped(common, b.at(i), b.at((i + 1) % b.size()));
    return sign * signedArea(common);
}

} // namespace

double outlineArea(std::span<const PointF> outline)
{
    return std::abs(signedArea(outline));
}

// Each outline is the sum of the triangles between its first corner and its sides, those counted below 0 that go round
// the other way; and so is what both have in common.
double commonArea(std::span<const PointF> a, std::span<const PointF> b)
{
    double area = 0;
    for (std::size_t i = 2; i < a.size(); ++i)
        for (std::size_t j = 2; j < b.size(); ++j)
            area += signedCommonArea({ a[0], a[i - 1], a[i] }, { b[0], b[j - 1], b[j] });
    return std::abs(area);
}

} // namespace palimpsest
