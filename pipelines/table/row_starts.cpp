#include "pipelines/table/row_starts.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace palimpsest {
namespace {

constexpr double kFull = 0.75;            // of the columns
constexpr double kFewCells = 0.5;         // of the columns, at most, where a cell goes on
constexpr double kCloser = 0.8;           // than rows are to each other
constexpr std::size_t kFewestColumns = 3; // of two, both may go on

struct Line {
    std::size_t block = 0;
    std::size_t filled = 0; // columns
    bool fillsLast = false;
    double middle = 0;
};

std::size_t stretchAt(const std::vector<int>& edges, int at)
{
    return static_cast<std::size_t>(std::upper_bound(edges.begin() + 1, edges.end() - 1, at) - (edges.begin() + 1));
}

std::vector<Line> linesOf(std::span<const PixelBox> printed, std::span<const WordGroup> groups,
    const std::vector<int>& across, const std::vector<int>& blocks)
{
    const std::size_t columns = across.size() - 1;
    std::vector<std::vector<bool>> filled(printed.size(), std::vector<bool>(columns));
    for (const WordGroup& group : groups)
        filled[group.row][stretchAt(across, (group.box.left + group.box.right) / 2)] = true;
    std::vector<Line> lines;
    for (std::size_t row = 0; row < printed.size(); ++row) {
        const int middle = (printed[row].top + printed[row].bottom) / 2;
        lines.push_back({ stretchAt(blocks, middle),
            static_cast<std::size_t>(std::count(filled[row].begin(), filled[row].end(), true)), filled[row].back(),
            static_cast<double>(middle) });
    }
    return lines;
}

} // namespace

RowStarts rowStarts(std::span<const PixelBox> printed, std::span<const WordGroup> groups,
    const std::vector<int>& across, const std::vector<int>& blocks)
{
    RowStarts starts{ std::vector<bool>(printed.size(), true), false };
    const std::size_t columns = across.size() - 1;
    if (columns < kFewestColumns)
        return starts;
    const std::vector<Line> lines = linesOf(printed, groups, across, blocks);
    const auto share
        = [columns](const Line& line) { return static_cast<double>(line.filled) / static_cast<double>(columns); };
    double pitch = std::numeric_limits<double>::max(); // from what stands above it to a full row
    std::size_t full = 0;                              // of this block
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool goesOn = i > 0 && lines[i].block == lines[i - 1].block;
        if (!goesOn)
            full = 0;
        if (share(lines[i]) < kFull)
            continue;
        if (++full > 1)
            starts.severalBetweenRules = true;
        if (goesOn && full > 1)
            pitch = std::min(pitch, lines[i].middle - lines[i - 1].middle);
    }
    if (pitch == std::numeric_limits<double>::max())
        return starts;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (lines[i].block != lines[i - 1].block || share(lines[i]) >= kFull
            || lines[i].middle - lines[i - 1].middle > kCloser * pitch)
            continue;
        const bool isAmongNames
            = lines[i].block == 0 && lines.back().block > 0 && lines[i].filled < lines[i - 1].filled;
        starts.begins[i] = !isAmongNames && (share(lines[i]) > kFewCells || lines[i].fillsLast);
    }
    return starts;
}

} // namespace palimpsest
