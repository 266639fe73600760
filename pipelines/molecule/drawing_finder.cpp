#include "pipelines/molecule/drawing_finder.h"

#include <algorithm>
#include <utility>

#include "engine/base/median.h"
#include "pipelines/tiling/ink_components.h"
#include "pipelines/tiling/ink_map.h"

namespace palimpsest {
namespace {

constexpr double kReach = 0.03;           // of the page's longer side: white within a drawing
constexpr std::size_t kLeastReach = 14;   // pixels; a page that is one drawing cut out is small
constexpr double kSmallest = 0.02;        // of the page's longer side: less is a speck
constexpr std::size_t kFewestLetters = 4; // of a line of text
constexpr double kLargestLetter = 2.5;    // usual heights; bonds that hang together are larger than that

// Ink in squares of `side` pixels: what is less than a square apart hangs together.
InkMap coarse(const InkMap& map, std::size_t side)
{
    InkMap squares{ (map.width + side - 1) / side, (map.height + side - 1) / side, {} };
    squares.ink.assign(squares.width * squares.height, 0);
    for (std::size_t y = 0; y < map.height; ++y)
        for (std::size_t x = 0; x < map.width; ++x)
            if (map.at(x, y))
                squares.ink[y / side * squares.width + x / side] = 1;
    return squares;
}

bool meet(const PixelBox& a, const PixelBox& b)
{
    return sharedRows(a, b) > 0 && sharedColumns(a, b) > 0;
}

// The components of each cluster: those whose middle lies within it.
std::vector<std::vector<PixelBox>> clustered(
    const std::vector<InkComponent>& components, const std::vector<PixelBox>& clusters)
{
    std::vector<std::vector<PixelBox>> members(clusters.size());
    for (const InkComponent& component : components) {
        const PixelBox& box = component.box;
        const int x = (box.left + box.right) / 2;
        const int y = (box.top + box.bottom) / 2;
        const auto owner = std::find_if(clusters.begin(), clusters.end(), [x, y](const PixelBox& cluster) {
            return cluster.left <= x && x < cluster.right && cluster.top <= y && y < cluster.bottom;
        });
        if (owner != clusters.end())
            members[static_cast<std::size_t>(owner - clusters.begin())].push_back(box);
    }
    return members;
}

bool looksLikeText(const std::vector<PixelBox>& members)
{
    if (members.size() < kFewestLetters)
        return false;
    std::vector<int> heights;
    int largest = 0;
    for (const PixelBox& box : members) {
        heights.push_back(box.height());
        largest = std::max({ largest, box.height(), box.width() });
    }
    return largest <= kLargestLetter * medianOf(std::move(heights));
}

// Overlapping boxes become one, until none overlap.
std::vector<PixelBox> withoutOverlaps(std::vector<PixelBox> boxes)
{
    for (std::size_t i = 0; i < boxes.size();) {
        const auto other = std::find_if(boxes.begin() + static_cast<std::ptrdiff_t>(i) + 1, boxes.end(),
            [&](const PixelBox& box) { return meet(boxes[i], box); });
        if (other == boxes.end()) {
            ++i;
            continue;
        }
        boxes[i] = united(boxes[i], *other);
        boxes.erase(other);
        i = 0;
    }
    return boxes;
}

PixelBox unitedAll(const std::vector<PixelBox>& boxes)
{
    PixelBox all = boxes.front();
    for (const PixelBox& box : boxes)
        all = united(all, box);
    return all;
}

// A row is what shares half its height with the row's first drawing.
void sortByRows(std::vector<PixelBox>& boxes)
{
    std::sort(boxes.begin(), boxes.end(), [](const PixelBox& a, const PixelBox& b) { return a.top < b.top; });
    for (auto first = boxes.begin(); first != boxes.end();) {
        const auto last = std::stable_partition(first, boxes.end(), [row = *first](const PixelBox& box) {
            return 2 * sharedRows(row, box) >= std::min(row.height(), box.height());
        });
        std::sort(first, last, [](const PixelBox& a, const PixelBox& b) { return a.left < b.left; });
        first = last;
    }
}

} // namespace

std::vector<PixelBox> findDrawings(const RgbImage& page)
{
    const InkMap map = findInk(page);
    const double longer = static_cast<double>(std::max(page.width, page.height));
    const auto side = std::max(kLeastReach, static_cast<std::size_t>(longer * kReach));
    const int scale = static_cast<int>(side);
    std::vector<PixelBox> clusters;
    for (const InkComponent& component : findComponents(coarse(map, side))) {
        const PixelBox& box = component.box;
        clusters.push_back({ box.left * scale, box.top * scale, box.right * scale, box.bottom * scale });
    }
    if (clusters.size() > kMostDrawings * kMostDrawings)
        clusters = { unitedAll(clusters) }; // no page of drawings: specks all over
    clusters = withoutOverlaps(std::move(clusters));

    std::vector<PixelBox> drawings;
    std::vector<PixelBox> everything;
    for (const std::vector<PixelBox>& members : clustered(findComponents(map), clusters)) {
        if (members.empty())
            continue;
        const PixelBox ink = unitedAll(members);
        everything.push_back(ink);
        if (std::max(ink.width(), ink.height()) >= kSmallest * longer && !looksLikeText(members))
            drawings.push_back(ink);
    }
    if (drawings.size() > kMostDrawings || (drawings.empty() && !everything.empty()))
        drawings = { unitedAll(everything) };
    sortByRows(drawings);
    return drawings;
}

} // namespace palimpsest
