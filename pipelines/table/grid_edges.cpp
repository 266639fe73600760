#include "pipelines/table/grid_edges.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "pipelines/table/printed_rows.h"
#include "pipelines/table/row_starts.h"

namespace palimpsest {
namespace {

// White between two columns, in heights of the print: the more rows have it, the less it takes.
constexpr double kGutterOfTwo = 1.0;
constexpr double kGutterOfThree = 0.7;
constexpr double kGutter = 0.45;

constexpr std::size_t kRowsToOneCrosser = 6; // of so many rows, one may reach across the white between two columns
constexpr std::size_t kMostLinesOfRow = 4;   // on average, between two rules

// Places that lie close together are one.
std::vector<int> clustered(std::vector<int> places, double closest)
{
    std::sort(places.begin(), places.end());
    std::vector<int> edges;
    for (std::size_t first = 0; first < places.size();) {
        std::size_t last = first + 1;
        while (last < places.size() && places[last] - places[last - 1] <= closest)
            ++last;
        edges.push_back((places[first] + places[last - 1]) / 2);
        first = last;
    }
    return edges;
}

// With an edge in front of the print and one behind it, where no line is.
std::vector<int> closed(std::vector<int> edges, int begin, int end, const TableMeasures& measures)
{
    const auto margin = static_cast<int>(measures.sameLine());
    if (edges.empty() || begin < edges.front() - measures.crossing())
        edges.insert(edges.begin(), begin - margin);
    if (edges.size() < 2 || end > edges.back() + measures.crossing())
        edges.push_back(end + margin);
    return edges;
}

struct Stripe {
    int left = 0;
    int right = 0;
    [[nodiscard]] int middle() const { return (left + right) / 2; }
};

// Stripes that are white in (nearly) all rows of several cells.
std::vector<Stripe> whiteStripes(
    std::span<const WordGroup> groups, const PixelBox& print, const TableMeasures& measures)
{
    std::size_t rows = 0;
    for (const WordGroup& group : groups)
        rows = std::max(rows, group.row + 1);
    std::vector<std::size_t> inRow(rows);
    for (const WordGroup& group : groups)
        ++inRow[group.row];
    std::vector<std::size_t> covered(static_cast<std::size_t>(print.width()));
    std::size_t rowsOfCells = 0;
    for (const std::size_t count : inRow)
        rowsOfCells += count > 1 ? 1 : 0;
    for (const WordGroup& group : groups)
        if (inRow[group.row] > 1)
            for (int x = group.box.left; x < group.box.right; ++x)
                ++covered[static_cast<std::size_t>(x - print.left)];
    const std::size_t crossers = rowsOfCells / kRowsToOneCrosser;
    const double gutter = rowsOfCells <= 2 ? kGutterOfTwo : rowsOfCells == 3 ? kGutterOfThree : kGutter;
    std::vector<Stripe> stripes;
    int white = 0; // since here
    for (int x = 0; x < print.width(); ++x) {
        if (covered[static_cast<std::size_t>(x)] <= crossers)
            continue;
        if (white > 0 && x - white >= gutter * measures.textHeight)
            stripes.push_back({ print.left + white, print.left + x });
        white = x + 1;
    }
    return stripes;
}

// Where a sum reaches to the left of its column and a name to the right of its own, white stripes part what is no
// column: the narrower of two with nothing between them, and one that print crosses with a single cell on one side.
std::vector<int> gutters(std::span<const WordGroup> groups, const PixelBox& print, const TableMeasures& measures)
{
    std::vector<Stripe> stripes = whiteStripes(groups, print, measures);
    const auto between = [&groups](int left, int right) {
        return std::count_if(groups.begin(), groups.end(),
            [left, right](const WordGroup& group) { return group.box.left >= left && group.box.right <= right; });
    };
    for (std::size_t i = 1; i < stripes.size();) {
        if (between(stripes[i - 1].middle(), stripes[i].middle()) > 0) {
            ++i;
            continue;
        }
        const bool first = stripes[i - 1].right - stripes[i - 1].left < stripes[i].right - stripes[i].left;
        stripes.erase(stripes.begin() + static_cast<std::ptrdiff_t>(first ? i - 1 : i));
    }
    std::vector<int> middles;
    for (std::size_t i = 0; i < stripes.size(); ++i) {
        const int middle = stripes[i].middle();
        const int left = middles.empty() ? print.left : middles.back();
        const int right = i + 1 < stripes.size() ? stripes[i + 1].middle() : print.right;
        const bool isCrossed = std::any_of(groups.begin(), groups.end(),
            [middle](const WordGroup& group) { return group.box.left < middle && group.box.right > middle; });
        if (!isCrossed || std::min(between(left, middle), between(middle, right)) > 1)
            middles.push_back(middle);
    }
    return middles;
}

} // namespace

std::vector<WordGroup> groupsOf(std::span<const FoundLine> lines, const TableMeasures& measures)
{
    const std::vector<std::size_t> rowOf = printedRows(lines).rowOf;
    std::vector<WordGroup> groups;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::size_t first = groups.size();
        for (const PixelBox& word : lines[i].words) {
            if (groups.size() > first && word.left - groups.back().box.right < measures.wordGap())
                groups.back().box = united(groups.back().box, word);
            else
                groups.push_back({ word, rowOf[i] });
        }
    }
    return groups;
}

GridEdges findEdges(std::span<const FoundLine> lines, const RulingLines& rules, const TableMeasures& measures)
{
    PixelBox print = lines.front().box;
    for (const FoundLine& line : lines)
        for (const PixelBox& word : line.words)
            print = united(print, word);
    std::vector<int> across;
    for (const PixelBox& rule : rules.down)
        across.push_back((rule.left + rule.right) / 2);
    std::vector<int> down;
    for (const PixelBox& rule : rules.across)
        down.push_back((rule.top + rule.bottom) / 2);

    GridEdges edges;
    edges.across = closed(clustered(std::move(across), measures.sameLine()), print.left, print.right, measures);
    edges.ruledColumns = edges.across.size() > 2;
    const std::vector<WordGroup> groups = groupsOf(lines, measures);
    if (!edges.ruledColumns)
        edges.across = closed(gutters(groups, print, measures), print.left, print.right, measures);

    const std::vector<PixelBox> rows = printedRows(lines).boxes;
    edges.down = closed(clustered(std::move(down), measures.sameLine()), print.top, print.bottom, measures);
    // One line alone, below the header, parts the rows of a table that has two.
    const std::size_t blocks = edges.down.size() - 1;
    edges.ruledRows = (blocks > 2 && kMostLinesOfRow * blocks >= rows.size())
        || (blocks == 2 && (rows.size() == 2 || (edges.ruledColumns && rows.size() <= 2 * blocks)));
    const RowStarts starts = rowStarts(rows, groups, edges.across, edges.down);
    if (!edges.ruledColumns && starts.severalBetweenRules)
        edges.ruledRows = false;
    if (!edges.ruledRows) {
        std::vector<int> between;
        for (std::size_t i = 1; i < rows.size(); ++i)
            if (starts.begins[i])
                between.push_back((rows[i - 1].bottom + rows[i].top) / 2);
        edges.down = closed(std::move(between), print.top, print.bottom, measures);
    }
    return edges;
}

} // namespace palimpsest
