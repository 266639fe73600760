#include "pipelines/molecule/hashed_wedges.h"

#include <algorithm>
#include <cmath>

#include "pipelines/molecule/groups.h"
#include "pipelines/molecule/plane.h"

namespace palimpsest {
namespace {

// In bond lengths.
constexpr double kLongestDash = 0.42;
constexpr double kFurthest = 0.24;   // between the middles of two dashes
constexpr double kStraggling = 0.07; // of the middles from the line through them
constexpr double kShortestRow = 0.25;
constexpr double kLongestRow = 1.5;
constexpr std::size_t kFewest = 3;
constexpr double kAcross = 0.6; // sine of the angle between row and dash, at least

struct Dash {
    std::size_t part = 0;
    PointF middle;
    PointF along; // a vector as long as the dash
};

Dash dashOf(const InkPart& part, std::size_t index)
{
    const RectF box = part.box.toRectF();
    Dash dash{ index, { (box.left + box.right) / 2, (box.top + box.bottom) / 2 }, {} };
    for (const Stroke& stroke : part.strokes)
        if (length(stroke.to - stroke.from) > length(dash.along))
            dash.along = stroke.to - stroke.from;
    return dash;
}

} // namespace

std::vector<BondLine> findHashedWedges(const LineDrawing& drawing, double bondLength, std::vector<std::uint8_t>& taken)
{
    std::vector<Dash> dashes;
    for (std::size_t i = 0; i < drawing.parts.size(); ++i) {
        const PixelBox& box = drawing.parts[i].box;
        if (taken[i] == 0 && std::max(box.width(), box.height()) <= kLongestDash * bondLength)
            dashes.push_back(dashOf(drawing.parts[i], i));
    }
    Groups groups(dashes.size());
    for (std::size_t i = 0; i < dashes.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (distance(dashes[i].middle, dashes[k].middle) <= kFurthest * bondLength)
                groups.join(i, k);

    std::vector<BondLine> rows;
    for (const std::vector<std::size_t>& group : groups.members()) {
        std::vector<const Dash*> row;
        for (const std::size_t dash : group)
            row.push_back(&dashes[dash]);
        if (row.size() < kFewest)
            continue;
        PointF mean;
        for (const Dash* dash : row)
            mean = mean + (1.0 / static_cast<double>(row.size())) * dash->middle;
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (const Dash* dash : row) {
            const PointF way = dash->middle - mean;
            xx += way.x * way.x;
            xy += way.x * way.y;
            yy += way.y * way.y;
        }
        const double angle = std::atan2(2 * xy, xx - yy) / 2; // of the main axis
        const PointF along{ std::cos(angle), std::sin(angle) };
        std::sort(row.begin(), row.end(),
            [&](const Dash* a, const Dash* b) { return dot(a->middle, along) < dot(b->middle, along); });
        const double span = dot(row.back()->middle - row.front()->middle, along);
        const bool straight = std::all_of(row.begin(), row.end(), [&](const Dash* dash) {
            const double long_ = length(dash->along);
            return std::fabs(cross(along, dash->middle - mean)) <= kStraggling * bondLength
                && (long_ < 0.1 * bondLength || std::fabs(cross(along, dash->along)) > kAcross * long_);
        });
        if (!straight || span < kShortestRow * bondLength || span > kLongestRow * bondLength)
            continue;
        double slope = 0; // of the dashes' lengths
        for (const Dash* dash : row)
            slope += dot(dash->middle - mean, along) * length(dash->along);
        const double step = span / static_cast<double>(row.size() - 1);
        BondLine bond{ row.front()->middle - (0.5 * step) * along, row.back()->middle + (0.5 * step) * along, 1,
            BondMark::Hash };
        if (slope < 0)
            std::swap(bond.from, bond.to);
        rows.push_back(bond);
        for (const Dash* dash : row)
            taken[dash->part] = 1;
    }
    return rows;
}

} // namespace palimpsest
