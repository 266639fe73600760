#include "pipelines/document/aligned_tables.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace palimpsest {
namespace {

// Lengths in heights of the print.
constexpr double kCellGap = 1.2;   // wider than between words
constexpr double kGutter = 0.8;    // white from the first row to the last
constexpr double kRowGap = 2.5;    // from one row to the next
constexpr double kOutOfLine = 0.6; // a cell that still stands below the one before
constexpr double kOtherSize = 1.7; // times as high as the row of the smallest print
constexpr double kUnlevel = 0.15;  // from one cell's top, or bottom, to that of the next

constexpr std::size_t kFewestRows = 3;
constexpr std::size_t kFewestRowsOfTwo = 5; // an address beside another has fewer
constexpr std::size_t kMostSums = 4;        // rows of a few cells at the end: net, tax, total
constexpr double kBesideRule = 1.2;         // white between a rule and a row that belongs to it
constexpr std::size_t kMostNames = 3;       // rows of them
constexpr double kLeastFilled = 0.75;       // of the places
constexpr double kLeastAligned = 0.8;       // of a column's cells
constexpr double kLeastLevel = 0.6;         // of the cells beside each other
constexpr double kMostWords = 3;            // of a cell, on average
constexpr double kMostWordsOfColumn = 4;
constexpr double kMostWordsOfOne = 7; // what the others are about may be said at some length

struct Cell {
    RectF box;
    std::size_t words = 0;
    double height = 0;
};
using Row = std::vector<Cell>;

struct Span {
    double left = 0;
    double right = 0;
};

std::vector<Cell> cellsOf(const std::vector<FoundLine>& lines)
{
    std::vector<Cell> cells;
    for (const FoundLine& line : lines) {
        const std::size_t first = cells.size();
        for (const PixelBox& word : line.words) {
            const RectF box = word.toRectF();
            if (cells.size() > first && box.left - cells.back().box.right < kCellGap * line.textHeight) {
                cells.back().box = united(cells.back().box, box);
                ++cells.back().words;
            } else {
                cells.push_back({ box, 1, line.textHeight });
            }
        }
    }
    return cells;
}

double sharedRows(const RectF& a, const RectF& b)
{
    return std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
}

// Top to bottom, each left to right.
std::vector<Row> rowsOf(std::vector<Cell> cells)
{
    std::sort(cells.begin(), cells.end(),
        [](const Cell& a, const Cell& b) { return a.box.top + a.box.bottom < b.box.top + b.box.bottom; });
    std::vector<Row> rows;
    for (const Cell& cell : cells) {
        const auto belongs = [&cell](const Cell& other) {
            return sharedRows(cell.box, other.box) * 2 >= std::min(cell.box.height(), other.box.height());
        };
        if (rows.empty() || !belongs(rows.back().back()))
            rows.emplace_back();
        rows.back().push_back(cell);
    }
    for (Row& row : rows)
        std::sort(row.begin(), row.end(), [](const Cell& a, const Cell& b) { return a.box.left < b.box.left; });
    return rows;
}

RectF boxOf(const Row& row)
{
    RectF box = row.front().box;
    for (const Cell& cell : row)
        box = united(box, cell.box);
    return box;
}

// The columns with these cells in them: what no gutter parts.
std::vector<Span> widened(std::vector<Span> columns, const Row& row)
{
    for (const Cell& cell : row)
        columns.push_back({ cell.box.left, cell.box.right });
    std::sort(columns.begin(), columns.end(), [](const Span& a, const Span& b) { return a.left < b.left; });
    std::vector<Span> whole;
    for (const Span& column : columns) {
        if (!whole.empty() && column.left - whole.back().right < kGutter * row.front().height)
            whole.back().right = std::max(whole.back().right, column.right);
        else
            whole.push_back(column);
    }
    return whole;
}

bool isIn(const Cell& cell, const Span& column)
{
    return cell.box.left >= column.left && cell.box.right <= column.right;
}

// At the left, at the right or about the middle.
bool isAligned(const std::vector<Cell>& cells)
{
    const auto stand = [&cells](const auto& place) {
        std::vector<double> places;
        for (const Cell& cell : cells)
            places.push_back(place(cell.box));
        std::sort(places.begin(), places.end());
        const double middle = places[places.size() / 2];
        const auto close = std::count_if(places.begin(), places.end(),
            [&](double one) { return std::abs(one - middle) <= kOutOfLine * cells.front().height; });
        return static_cast<double>(close) >= kLeastAligned * static_cast<double>(cells.size());
    };
    return stand([](const RectF& box) { return box.left; }) || stand([](const RectF& box) { return box.right; })
        || stand([](const RectF& box) { return (box.left + box.right) / 2; });
}

std::size_t filledBy(const Row& row, const std::vector<Span>& columns)
{
    return static_cast<std::size_t>(std::count_if(columns.begin(), columns.end(), [&row](const Span& column) {
        return std::any_of(row.begin(), row.end(), [&column](const Cell& cell) { return isIn(cell, column); });
    }));
}

// Up to the last row that fills most of the columns; where there are two, all.
std::size_t bodyOf(const std::vector<Row>& rows, const std::vector<Span>& columns)
{
    std::size_t body = rows.size();
    const auto isFull = [&](const Row& row) {
        return static_cast<double>(filledBy(row, columns)) >= kLeastFilled * static_cast<double>(columns.size());
    };
    while (columns.size() > 2 && body > 0 && !isFull(rows[body - 1]))
        --body;
    return body;
}

// A cell with nothing but an "m" in it is low; its row is not.
bool isOfOneSize(std::span<const Row> rows)
{
    std::vector<double> heights;
    for (const Row& row : rows)
        heights.push_back(std::max_element(row.begin(), row.end(), [](const Cell& a, const Cell& b) {
            return a.height < b.height;
        })->height);
    const auto [lowest, highest] = std::minmax_element(heights.begin(), heights.end());
    return *highest <= kOtherSize * *lowest;
}

// Lines of columns of print stand beside each other by chance.
bool standOnOneLine(std::span<const Row> rows)
{
    std::size_t count = 0;
    std::size_t level = 0;
    for (const Row& row : rows)
        for (std::size_t i = 1; i < row.size(); ++i) {
            const RectF& a = row[i - 1].box;
            const RectF& b = row[i].box;
            ++count;
            level += std::min(std::fabs(a.top - b.top), std::fabs(a.bottom - b.bottom)) <= kUnlevel * row[i].height;
        }
    return static_cast<double>(level) >= kLeastLevel * static_cast<double>(count);
}

// Names above the columns may stand otherwise than what is below them.
bool isTable(std::span<const Row> rows, const std::vector<Span>& columns)
{
    if (columns.size() < 2 || rows.size() < (columns.size() == 2 ? kFewestRowsOfTwo : kFewestRows))
        return false;
    const std::span<const Row> belowNames = rows.subspan(columns.size() > 2 && rows.size() > kFewestRows ? 1 : 0);
    double words = 0;
    double count = 0;
    std::size_t filled = 0;
    std::size_t wordy = 0;
    for (const Row& row : rows)
        filled += filledBy(row, columns);
    for (const Span& column : columns) {
        std::vector<Cell> cells;
        double ofColumn = 0;
        for (const Row& row : belowNames)
            for (const Cell& cell : row)
                if (isIn(cell, column)) {
                    cells.push_back(cell);
                    ofColumn += static_cast<double>(cell.words);
                }
        if (cells.empty() || !isAligned(cells))
            return false;
        const double mean = ofColumn / static_cast<double>(cells.size());
        if (mean > kMostWordsOfOne || (mean > kMostWordsOfColumn && ++wordy > 1))
            return false;
        words += ofColumn;
        count += static_cast<double>(cells.size());
    }
    return static_cast<double>(filled) >= kLeastFilled * static_cast<double>(rows.size() * columns.size())
        && words <= kMostWords * count && isOfOneSize(rows) && standOnOneLine(rows);
}

// Fewer cells than there are columns, the last of them in the last column: what the column comes to.
bool isSum(const Row& row, const std::vector<Span>& columns)
{
    return row.size() < columns.size() && isIn(row.back(), columns.back());
}

// How many of the rows are a table, with the sums below it; 0: none.
std::size_t rowsOfTable(const std::vector<Row>& rows, const std::vector<Span>& columns)
{
    const std::size_t body = bodyOf(rows, columns);
    if (!isTable({ rows.data(), body }, columns))
        return 0;
    const bool areSums = rows.size() - body <= kMostSums
        && std::all_of(rows.begin() + static_cast<std::ptrdiff_t>(body), rows.end(),
            [&columns](const Row& row) { return isSum(row, columns); });
    return areSums ? rows.size() : body;
}

// Several short cells within the width of the table.
bool isRowOf(const RectF& table, const Row& row)
{
    double words = 0;
    for (const Cell& cell : row)
        words += static_cast<double>(cell.words);
    const RectF box = boxOf(row);
    return row.size() >= 2 && words <= kMostWords * static_cast<double>(row.size())
        && box.left >= table.left - row.front().height && box.right <= table.right + row.front().height;
}

} // namespace

std::vector<RectF> alignedTables(const std::vector<FoundLine>& lines)
{
    const std::vector<Row> rows = rowsOf(cellsOf(lines));
    std::vector<RectF> tables;
    for (std::size_t first = 0; first < rows.size();) {
        std::vector<Row> run;
        std::vector<Span> columns;
        std::size_t next = first;
        for (; next < rows.size() && rows[next].size() >= 2; ++next) {
            const double gap = run.empty() ? 0 : boxOf(rows[next]).top - boxOf(run.back()).bottom;
            if (gap > kRowGap * rows[next].front().height)
                break;
            const std::vector<Span> wider = widened(columns, rows[next]);
            const bool parted = !run.empty() && wider.size() < std::min<std::size_t>(columns.size(), 3);
            // "Net amount" may reach over columns that it does not part.
            const bool isBelow = run.size() >= kFewestRows && columns.size() > 2 && wider.size() < columns.size()
                && isSum(rows[next], columns);
            if (!isBelow && (wider.size() < 2 || parted))
                break;
            if (!isBelow)
                columns = wider;
            run.push_back(rows[next]);
        }
        if (const std::size_t count = rowsOfTable(run, columns); count > 0) {
            RectF box = boxOf(run.front());
            for (std::size_t i = 1; i < count; ++i)
                box = united(box, boxOf(run[i]));
            tables.push_back(box);
        }
        first = std::max(next, first + 1);
    }
    return tables;
}

RectF withNamesAndSums(const RectF& table, const std::vector<FoundLine>& lines)
{
    const std::vector<Row> rows = rowsOf(cellsOf(lines));
    const auto middle = [](const Row& row) { return (boxOf(row).top + boxOf(row).bottom) / 2; };
    const auto first = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return middle(row) > table.top; });
    const auto behind
        = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return middle(row) > table.bottom; });
    RectF whole = table;
    std::size_t names = 0;
    for (auto row = first; row != rows.begin() && names < kMostNames && isRowOf(table, *(row - 1))
         && whole.top - boxOf(*(row - 1)).bottom <= kBesideRule * row[-1].front().height;
         --row, ++names)
        whole.top = std::min(whole.top, boxOf(*(row - 1)).top);
    std::size_t sums = 0;
    for (auto row = behind; row != rows.end() && sums < kMostSums && isRowOf(table, *row)
         && boxOf(*row).top - whole.bottom <= kBesideRule * row->front().height;
         ++row, ++sums)
        whole.bottom = std::max(whole.bottom, boxOf(*row).bottom);
    return whole;
}

} // namespace palimpsest
