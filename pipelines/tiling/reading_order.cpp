#include "pipelines/tiling/reading_order.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

#include "pipelines/tiling/text_columns.h"

namespace palimpsest {
namespace {

constexpr double kColumnGap = 1.5;      // median line heights without ink between two columns
constexpr double kBlockGap = 0.7;       // the same between two blocks, one above the other
constexpr double kPartGap = 2.5;        // the same between two parts of the page, whatever columns each has
constexpr std::size_t kColumnLines = 3; // a column has at least as many lines; fewer are the fields of a row
constexpr int kDeepestCut = 32;

enum class Axis { X, Y };

int nearSide(const FoundLine& line, Axis axis)
{
    return axis == Axis::X ? line.box.left : line.box.top;
}
int farSide(const FoundLine& line, Axis axis)
{
    return axis == Axis::X ? line.box.right : line.box.bottom;
}

// Sorts along the axis and returns where the widest empty gap lies, as the number of lines before it; 0: no gap of
// `narrowest` pixels.
std::size_t widestGap(std::span<FoundLine> lines, Axis axis, double narrowest)
{
    std::sort(lines.begin(), lines.end(),
        [axis](const FoundLine& a, const FoundLine& b) { return nearSide(a, axis) < nearSide(b, axis); });
    std::size_t cut = 0;
    int reached = farSide(lines.front(), axis);
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const int gap = nearSide(lines[i], axis) - reached;
        if (gap >= narrowest) {
            narrowest = gap + 1.0;
            cut = i;
        }
        reached = std::max(reached, farSide(lines[i], axis));
    }
    return cut;
}

// Lines that share their rows stand side by side and are read left to right.
void sortRows(std::span<FoundLine> lines)
{
    std::sort(lines.begin(), lines.end(),
        [](const FoundLine& a, const FoundLine& b) { return a.box.top + a.box.bottom < b.box.top + b.box.bottom; });
    for (std::size_t first = 0; first < lines.size();) {
        std::size_t last = first + 1;
        PixelBox row = lines[first].box;
        while (last < lines.size()
            && sharedRows(row, lines[last].box) * 2 >= std::min(row.height(), lines[last].box.height()))
            row = united(row, lines[last++].box);
        std::sort(lines.begin() + static_cast<std::ptrdiff_t>(first), lines.begin() + static_cast<std::ptrdiff_t>(last),
            [](const FoundLine& a, const FoundLine& b) { return a.box.left < b.box.left; });
        first = last;
    }
}

void order(std::span<FoundLine> lines, int depth)
{
    if (lines.size() < 2)
        return;
    const double height = medianTextHeight(lines);
    const auto cutAt = [&](std::size_t cut) {
        order(lines.first(cut), depth + 1);
        order(lines.subspan(cut), depth + 1);
    };
    if (depth < kDeepestCut) {
        const std::size_t column = widestGap(lines, Axis::X, kColumnGap * height);
        if (column >= kColumnLines && lines.size() - column >= kColumnLines)
            return cutAt(column);
        if (const std::size_t part = widestGap(lines, Axis::Y, kPartGap * height); part > 0)
            return cutAt(part);
        if (const std::optional<ColumnPair> pair = columnPair(lines)) { // they are sorted by their top edge now
            const std::span<FoundLine> columns = lines.subspan(pair->first, pair->last - pair->first);
            const auto right = std::stable_partition(
                columns.begin(), columns.end(), [&pair](const FoundLine& line) { return line.box.left < pair->edge; });
            order(lines.first(pair->first), depth + 1);
            order({ columns.begin(), right }, depth + 1);
            order({ right, columns.end() }, depth + 1);
            return order(lines.subspan(pair->last), depth + 1);
        }
        if (const std::size_t block = widestGap(lines, Axis::Y, kBlockGap * height); block > 0)
            return cutAt(block);
    }
    sortRows(lines);
}

} // namespace

std::vector<FoundLine> inReadingOrder(std::vector<FoundLine> lines)
{
    lines = partedAtGutters(std::move(lines));
    order(lines, 0);
    return lines;
}

} // namespace palimpsest
