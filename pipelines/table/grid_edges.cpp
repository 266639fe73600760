#include "pipelines/table/grid_edges.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "pipelines/table/printed_rows.h"

namespace palimpsest {
namespace {

// White between two columns, in heights of the print: the more rows have it, the less it takes.
constexpr double kGutterOfTwo = 1.0;
constexpr double kGutterOfThree = 0.7;
constexpr double kGutter = 0.45;

constexpr std::size_t kRowsToOneCrosser = 6; // of so many rows, one may reach across the white between two columns
constexpr std::size_t kMostLinesOfRow = 4;   // on average, between two rules
constexpr std::size_t kFewestColumnsOfRows = 3;
constexpr std::size_t kRowsOfBlock = 3;    // print between two rules, from which it may be more than a cell's lines
constexpr double kFilledAsTheFirst = 0.75; // of the columns that the first row of the block fills

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

// The middles of the stripes that are white in (nearly) all rows of several cells.
std::vector<int> gutters(std::span<const WordGroup> groups, const PixelBox& print, const TableMeasures& measures)
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
    std::vector<int> middles;
    int white = 0; // since here
    for (int x = 0; x < print.width(); ++x) {
        if (covered[static_cast<std::size_t>(x)] <= crossers)
            continue;
        if (white > 0 && x - white >= gutter * measures.textHeight)
            middles.push_back(print.left + (white + x) / 2);
        white = x + 1;
    }
    return middles;
}

// Whether there are rows without a rule between them: the lines below the first between two rules fill the columns as
// that one does, where what goes on within cells fills a few. The usual price list: a rule below the header, one above
// the sum.
bool hasRowsBetweenRules(std::span<const WordGroup> groups, const GridEdges& edges, std::size_t rows)
{
    if (edges.across.size() - 1 < kFewestColumnsOfRows)
        return false;
    struct Row {
        std::size_t block = 0;
        std::size_t filled = 0; // columns
    };
    std::vector<Row> printed(rows);
    std::vector<std::vector<bool>> isFilled(rows, std::vector<bool>(edges.across.size() - 1));
    const auto stretchAt = [](const std::vector<int>& places, int at) {
        return static_cast<std::size_t>(
            std::upper_bound(places.begin() + 1, places.end() - 1, at) - (places.begin() + 1));
    };
    for (const WordGroup& group : groups) {
        printed[group.row].block = stretchAt(edges.down, (group.box.top + group.box.bottom) / 2);
        isFilled[group.row][stretchAt(edges.across, (group.box.left + group.box.right) / 2)] = true;
    }
    for (std::size_t row = 0; row < rows; ++row)
        printed[row].filled = static_cast<std::size_t>(std::count(isFilled[row].begin(), isFilled[row].end(), true));
    std::size_t largest = 0;
    std::size_t below = 0; // the first of their block
    std::size_t likeTheFirst = 0;
    for (std::size_t first = 0; first < rows;) {
        std::size_t last = first + 1;
        for (; last < rows && printed[last].block == printed[first].block; ++last) {
            ++below;
            if (static_cast<double>(printed[last].filled)
                >= kFilledAsTheFirst * static_cast<double>(printed[first].filled))
                ++likeTheFirst;
        }
        largest = std::max(largest, last - first);
        first = last;
    }
    return largest >= kRowsOfBlock && 2 * likeTheFirst > below;
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
    if (!edges.ruledColumns && edges.ruledRows)
        edges.ruledRows = !hasRowsBetweenRules(groups, edges, rows.size());
    if (!edges.ruledRows) {
        std::vector<int> between;
        for (std::size_t i = 1; i < rows.size(); ++i)
            between.push_back((rows[i - 1].bottom + rows[i].top) / 2);
        edges.down = closed(std::move(between), print.top, print.bottom, measures);
    }
    return edges;
}

} // namespace palimpsest
