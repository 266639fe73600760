#include "pipelines/molecule/touching_letters.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "pipelines/molecule/groups.h"
#include "pipelines/molecule/plane.h"
#include "pipelines/molecule/ring_circles.h"

namespace palimpsest {
namespace {

// In bond lengths.
constexpr double kLongestStroke = 0.56; // of a letter
constexpr double kSmallest = 0.24;      // of a letter's longer side; less is a corner
constexpr double kLargest = 0.78;
constexpr std::size_t kFewest = 3; // strokes
constexpr double kOfTwo = 0.85;    // of the strokes' length, of two of them: a letter has more
constexpr double kLeastInk = 1.5;  // diagonals of its box that the strokes are long together; a corner has one

bool isBonds(const InkPart& part, double bondLength)
{
    return std::max(part.box.width(), part.box.height()) > kLargest * bondLength;
}

PixelBox boxOf(const std::vector<Stroke>& strokes, double depth, const PixelBox& paper)
{
    RectF box{ strokes.front().from.x, strokes.front().from.y, strokes.front().from.x, strokes.front().from.y };
    for (const Stroke& stroke : strokes)
        for (const PointF& end : { stroke.from, stroke.to })
            box = united(box, { end.x, end.y, end.x, end.y });
    return { std::max(paper.left, static_cast<int>(std::floor(box.left - depth))),
        std::max(paper.top, static_cast<int>(std::floor(box.top - depth))),
        std::min(paper.right, static_cast<int>(std::ceil(box.right + depth))),
        std::min(paper.bottom, static_cast<int>(std::ceil(box.bottom + depth))) };
}

double wholeLength(const std::vector<Stroke>& strokes)
{
    double all = 0;
    for (const Stroke& stroke : strokes)
        all += distance(stroke.from, stroke.to);
    return all;
}

// Two short bonds at an atom: all but debris is two strokes.
bool isCorner(const std::vector<Stroke>& strokes)
{
    std::vector<double> lengths;
    for (const Stroke& stroke : strokes)
        lengths.push_back(distance(stroke.from, stroke.to));
    std::sort(lengths.rbegin(), lengths.rend());
    return lengths.size() > 1 && lengths[0] + lengths[1] >= kOfTwo * wholeLength(strokes);
}

} // namespace

void partTouchingLetters(LineDrawing& drawing, double bondLength)
{
    std::vector<InkPart> letters;
    const double touch = drawing.depth + 2;
    for (InkPart& part : drawing.parts) {
        if (!isBonds(part, bondLength) || isCircle(part))
            continue;
        std::vector<Stroke> small;
        std::vector<Stroke> kept;
        for (const Stroke& stroke : part.strokes)
            (distance(stroke.from, stroke.to) <= kLongestStroke * bondLength ? small : kept).push_back(stroke);
        Groups groups(small.size());
        for (std::size_t i = 0; i < small.size(); ++i)
            for (std::size_t k = 0; k < i; ++k)
                for (const PointF& a : { small[i].from, small[i].to })
                    for (const PointF& b : { small[k].from, small[k].to })
                        if (distance(a, b) <= touch)
                            groups.join(i, k);
        for (const std::vector<std::size_t>& group : groups.members()) {
            std::vector<Stroke> cluster;
            for (const std::size_t stroke : group)
                cluster.push_back(small[stroke]);
            const PixelBox box = boxOf(cluster, drawing.depth, drawing.paper);
            const double side = std::max(box.width(), box.height());
            const double diagonal = std::hypot(box.width() - 2 * drawing.depth, box.height() - 2 * drawing.depth);
            if (cluster.size() >= kFewest && side >= kSmallest * bondLength && side <= kLargest * bondLength
                && wholeLength(cluster) >= kLeastInk * diagonal && !isCorner(cluster))
                letters.push_back({ box, static_cast<std::size_t>(box.width() * box.height()), std::move(cluster) });
            else
                kept.insert(kept.end(), cluster.begin(), cluster.end());
        }
        part.strokes = std::move(kept);
    }
    for (InkPart& letter : letters)
        drawing.parts.push_back(std::move(letter));
}

} // namespace palimpsest
