#include "pipelines/molecule/ring_circles.h"

#include <algorithm>
#include <cmath>

#include "pipelines/molecule/plane.h"

namespace palimpsest {
namespace {

constexpr std::size_t kFewestStrokes = 7; // a ring of six carbons has as many
constexpr double kRound = 0.13;           // of the radius that the line may stray
constexpr double kChord = 0.89;           // radii from the middle to that of a stroke; a ring of six bonds has 0.87
constexpr double kPi = 3.14159265358979;

} // namespace

RingCircle circleOf(const InkPart& part)
{
    PointF sum;
    double whole = 0;
    for (const Stroke& stroke : part.strokes) {
        const double long_ = distance(stroke.from, stroke.to);
        sum = sum + long_ * between(stroke.from, stroke.to);
        whole += long_;
    }
    return { (1 / std::max(whole, 1e-6)) * sum, whole / (2 * kPi) };
}

bool isCircle(const InkPart& part)
{
    if (part.strokes.size() < kFewestStrokes)
        return false;
    const RingCircle circle = circleOf(part);
    return std::all_of(part.strokes.begin(), part.strokes.end(), [&circle](const Stroke& stroke) {
        return distance(between(stroke.from, stroke.to), circle.middle) > kChord * circle.radius
            && std::fabs(distance(stroke.from, circle.middle) - circle.radius) < kRound * circle.radius
            && std::fabs(distance(stroke.to, circle.middle) - circle.radius) < kRound * circle.radius;
    });
}

} // namespace palimpsest
