#include "pipelines/table/cell_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "engine/base/median.h"
#include "pipelines/table/grid_edges.h"
#include "pipelines/table/printed_rows.h"
#include "pipelines/table/table_grid.h"
#include "pipelines/tiling/ink_map.h"
#include "pipelines/tiling/ruling_lines.h"

namespace palimpsest {
namespace {

constexpr double kDrawn = 0.5; // of the edge between two places, from which there is a line
constexpr double kDrawnAcross = 0.8;
constexpr double kHeavier = 1.3; // than any other line, that below a header
constexpr double kSameWidth = 0.95;
constexpr double kHighestRow = 3.0; // heights of the print, of one that no line down bounds
constexpr double kCloseLines = 0.8; // heights of the print, between two lines of one cell
constexpr int kOtherPaper = 8;      // levels of grey between a header's paper and that of the rows below

bool touches(const PixelBox& a, const PixelBox& b, double near)
{
    return sharedColumns(a, b) >= -near && sharedRows(a, b) >= -near;
}

// Two lines across of the same length, with room for a row of print.
bool isRowBetween(const PixelBox& a, const PixelBox& b, const TableMeasures& measures)
{
    return sharedColumns(a, b) >= kSameWidth * std::max(a.width(), b.width())
        && -sharedRows(a, b) <= kHighestRow * measures.textHeight;
}

bool isInside(const PixelBox& box, const PixelBox& region)
{
    const int x = (box.left + box.right) / 2;
    const int y = (box.top + box.bottom) / 2;
    return x >= region.left && x < region.right && y >= region.top && y < region.bottom;
}

// Lines that touch each other, and lines above and below them that are as wide.
std::vector<RulingLines> connected(const RulingLines& rules, const TableMeasures& measures)
{
    struct Line {
        PixelBox box;
        bool across;
        std::size_t group;
    };
    std::vector<Line> lines;
    for (const PixelBox& rule : rules.across)
        lines.push_back({ rule, true, lines.size() });
    for (const PixelBox& rule : rules.down)
        lines.push_back({ rule, false, lines.size() });
    for (std::size_t i = 0; i < lines.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (lines[i].group != lines[k].group
                && (touches(lines[i].box, lines[k].box, measures.sameLine())
                    || (lines[i].across && lines[k].across && isRowBetween(lines[i].box, lines[k].box, measures)))) {
                const std::size_t gone = lines[i].group;
                for (Line& line : lines)
                    if (line.group == gone)
                        line.group = lines[k].group;
            }
    std::vector<RulingLines> groups(lines.size());
    for (const Line& line : lines)
        (line.across ? groups[line.group].across : groups[line.group].down).push_back(line.box);
    return groups;
}

std::optional<PixelBox> boxAround(const RulingLines& rules)
{
    std::optional<PixelBox> all;
    for (const std::vector<PixelBox>* const lines : { &rules.across, &rules.down })
        for (const PixelBox& line : *lines)
            all = all ? united(*all, line) : line;
    return all;
}

// One table in the making.
class Layout {
public:
    Layout(std::vector<FoundLine> lines, RulingLines rules, const TableMeasures& measures)
        : m_lines(std::move(lines)),
          m_rules(std::move(rules)),
          m_measures(measures),
          m_edges(findEdges(m_lines, m_rules, measures)),
          m_rows(m_edges.down.size() - 1),
          m_columns(m_edges.across.size() - 1),
          m_group(m_rows * m_columns)
    {
        for (std::size_t i = 0; i < m_group.size(); ++i)
            m_group[i] = i;
    }

    [[nodiscard]] std::size_t places() const { return m_rows * m_columns; }
    [[nodiscard]] bool fits() const { return fitsGrid(m_rows, m_columns); }

    CellLayout laidOut(const RgbImage& page)
    {
        joinPlaces();
        CellLayout layout;
        layout.region = { m_edges.across.front(), m_edges.down.front(), m_edges.across.back(), m_edges.down.back() };
        layout.rows = m_rows;
        layout.columns = m_columns;
        layout.headerRows = std::max(shadedRows(page), rowsAboveHeavyLine());
        const std::vector<std::size_t> cellAt = addCells(layout);
        addLines(layout, cellAt);
        return layout;
    }

private:
    [[nodiscard]] std::size_t place(std::size_t row, std::size_t column) const { return row * m_columns + column; }
    [[nodiscard]] PixelBox boxOf(std::size_t row, std::size_t column) const
    {
        return { m_edges.across[column], m_edges.down[row], m_edges.across[column + 1], m_edges.down[row + 1] };
    }
    static std::size_t stretchAt(const std::vector<int>& edges, int at)
    {
        const auto behind = std::upper_bound(edges.begin() + 1, edges.end() - 1, at);
        return static_cast<std::size_t>(behind - edges.begin()) - 1;
    }
    [[nodiscard]] std::size_t rowAt(const PixelBox& box) const
    {
        return stretchAt(m_edges.down, (box.top + box.bottom) / 2);
    }
    [[nodiscard]] std::size_t columnAt(int x) const { return stretchAt(m_edges.across, x); }

    void join(std::size_t a, std::size_t b)
    {
        const std::size_t gone = m_group[b];
        const std::size_t stays = m_group[a];
        std::replace(m_group.begin(), m_group.end(), gone, stays);
    }

    [[nodiscard]] bool isDrawnRightOf(std::size_t row, std::size_t column) const
    {
        int drawn = 0;
        for (const PixelBox& rule : m_rules.down)
            if (std::abs((rule.left + rule.right) / 2 - m_edges.across[column + 1]) <= m_measures.sameLine())
                drawn += std::max(0, sharedRows(rule, boxOf(row, column)));
        return drawn >= kDrawn * boxOf(row, column).height();
    }
    [[nodiscard]] bool isDrawnBelow(std::size_t row, std::size_t column) const
    {
        int drawn = 0;
        for (const PixelBox& rule : m_rules.across)
            if (std::abs((rule.top + rule.bottom) / 2 - m_edges.down[row + 1]) <= m_measures.sameLine())
                drawn += std::max(0, sharedColumns(rule, boxOf(row, column)));
        return drawn >= kDrawn * boxOf(row, column).width();
    }

    // All print in a place.
    [[nodiscard]] std::optional<PixelBox> printIn(std::size_t row, std::size_t column) const
    {
        std::optional<PixelBox> all;
        for (const FoundLine& line : m_lines)
            if (rowAt(line.box) == row)
                for (const PixelBox& word : line.words)
                    if (columnAt((word.left + word.right) / 2) == column)
                        all = all ? united(*all, word) : word;
        return all;
    }

    // Places with no line between them are one cell, unless their print stands apart.
    void joinPlaces()
    {
        std::vector<std::optional<PixelBox>> print;
        for (std::size_t row = 0; row < m_rows; ++row)
            for (std::size_t column = 0; column < m_columns; ++column)
                print.push_back(printIn(row, column));
        for (std::size_t row = 0; row < m_rows; ++row)
            for (std::size_t column = 0; column < m_columns; ++column) {
                const auto& here = print[place(row, column)];
                if (m_edges.ruledColumns && column + 1 < m_columns && !isDrawnRightOf(row, column)) {
                    const auto& right = print[place(row, column + 1)];
                    if (!here || !right || right->left - here->right < m_measures.cellGap())
                        join(place(row, column), place(row, column + 1));
                }
                if (m_edges.ruledRows && row + 1 < m_rows && !isDrawnBelow(row, column)) {
                    const auto& below = print[place(row + 1, column)];
                    if (!here || !below || below->top - here->bottom < kCloseLines * m_measures.textHeight)
                        join(place(row, column), place(row + 1, column));
                }
            }
        if (!m_edges.ruledColumns)
            joinUnderPrint();
    }

    // Print that reaches from one column into others.
    void joinUnderPrint()
    {
        const auto reach = static_cast<int>(m_measures.crossing());
        for (const WordGroup& group : groupsOf(m_lines, m_measures)) {
            const std::size_t row = rowAt(group.box);
            const std::size_t last = columnAt(group.box.right - reach);
            for (std::size_t column = columnAt(group.box.left + reach); column < last; ++column)
                join(place(row, column), place(row, column + 1));
        }
    }

    // The cell of each place. What is joined to no rectangle stays apart.
    std::vector<std::size_t> addCells(CellLayout& layout) const
    {
        struct Extent {
            std::size_t top, left, bottom, right, places;
        };
        std::vector<Extent> extents(m_group.size(), Extent{ m_rows, m_columns, 0, 0, 0 });
        for (std::size_t row = 0; row < m_rows; ++row)
            for (std::size_t column = 0; column < m_columns; ++column) {
                Extent& extent = extents[m_group[place(row, column)]];
                extent = { std::min(extent.top, row), std::min(extent.left, column), std::max(extent.bottom, row + 1),
                    std::max(extent.right, column + 1), extent.places + 1 };
            }
        std::vector<std::size_t> cellAt(m_group.size());
        for (std::size_t row = 0; row < m_rows; ++row)
            for (std::size_t column = 0; column < m_columns; ++column) {
                Extent extent = extents[m_group[place(row, column)]];
                if ((extent.bottom - extent.top) * (extent.right - extent.left) != extent.places)
                    extent = { row, column, row + 1, column + 1, 1 };
                if (extent.top != row || extent.left != column) {
                    cellAt[place(row, column)] = cellAt[place(extent.top, extent.left)];
                    continue;
                }
                cellAt[place(row, column)] = layout.cells.size();
                layout.cells.push_back({ row, column, extent.bottom - row, extent.right - column,
                    united(boxOf(row, column), boxOf(extent.bottom - 1, extent.right - 1)) });
            }
        return cellAt;
    }

    void addLines(CellLayout& layout, const std::vector<std::size_t>& cellAt) const
    {
        std::vector<std::vector<FoundLine>> linesOf(layout.cells.size());
        for (const FoundLine& line : m_lines) {
            const std::size_t row = rowAt(line.box);
            std::optional<std::size_t> before;
            for (const PixelBox& word : partedAtRules(line, row)) {
                const std::size_t cell = cellAt[place(row, columnAt((word.left + word.right) / 2))];
                if (before == cell) {
                    FoundLine& part = linesOf[cell].back();
                    part.words.push_back(word);
                    part.box = united(part.box, word);
                } else {
                    linesOf[cell].push_back({ word, { word }, line.textHeight });
                }
                before = cell;
            }
        }
        for (std::size_t cell = 0; cell < linesOf.size(); ++cell) {
            layout.lines.insert(layout.lines.end(), linesOf[cell].begin(), linesOf[cell].end());
            layout.holds.insert(layout.holds.end(), linesOf[cell].size(), cell);
        }
    }

    // Words that stand so close to a line that those on both sides were taken for one.
    [[nodiscard]] std::vector<PixelBox> partedAtRules(const FoundLine& line, std::size_t row) const
    {
        const auto reach = static_cast<int>(m_measures.crossing());
        std::vector<PixelBox> words;
        for (PixelBox word : line.words) {
            for (std::size_t column = 0; m_edges.ruledColumns && column + 1 < m_columns; ++column) {
                const int edge = m_edges.across[column + 1];
                if (edge - word.left <= reach || word.right - edge <= reach || !isDrawnRightOf(row, column))
                    continue;
                words.push_back({ word.left, word.top, edge - 1, word.bottom });
                word.left = edge + 1;
            }
            words.push_back(word);
        }
        return words;
    }

    [[nodiscard]] int paperOf(const RgbImage& page, std::size_t row) const
    {
        std::vector<int> greys;
        const PixelBox box{ m_edges.across.front(), m_edges.down[row], m_edges.across.back(), m_edges.down[row + 1] };
        for (int y = std::max(0, box.top + 2); y < std::min(static_cast<int>(page.height), box.bottom - 2); y += 2)
            for (int x = std::max(0, box.left); x < std::min(static_cast<int>(page.width), box.right); x += 3) {
                const std::size_t at = (static_cast<std::size_t>(y) * page.width + static_cast<std::size_t>(x)) * 3;
                greys.push_back((page.pixels[at] + page.pixels[at + 1] + page.pixels[at + 2]) / 3);
            }
        if (greys.empty())
            return 0;
        return medianOf(std::move(greys));
    }

    [[nodiscard]] std::size_t shadedRows(const RgbImage& page) const
    {
        const int paper = paperOf(page, m_rows - 1);
        std::size_t rows = 0;
        while (rows < m_rows && std::abs(paperOf(page, rows) - paper) > kOtherPaper)
            ++rows;
        return 2 * rows <= m_rows ? rows : 0; // else it is the last rows that are shaded
    }

    // The heaviest line across the table, where it is the only such one and near the top.
    [[nodiscard]] std::size_t rowsAboveHeavyLine() const
    {
        const double width = m_edges.across.back() - m_edges.across.front();
        std::vector<int> others;
        std::size_t heaviest = 0; // edge
        int most = 0;
        for (std::size_t edge = 0; edge < m_edges.down.size(); ++edge) {
            int thickness = 0;
            int drawn = 0;
            for (const PixelBox& rule : m_rules.across)
                if (std::abs((rule.top + rule.bottom) / 2 - m_edges.down[edge]) <= m_measures.sameLine()) {
                    thickness = std::max(thickness, rule.height());
                    drawn += rule.width();
                }
            if (drawn < kDrawnAcross * width)
                continue;
            if (thickness > most) {
                if (most > 0)
                    others.push_back(most);
                most = thickness;
                heaviest = edge;
            } else {
                others.push_back(thickness);
            }
        }
        const int next = others.empty() ? 0 : *std::max_element(others.begin(), others.end());
        const bool isHeader
            = heaviest > 0 && heaviest <= kMostHeaderRows && heaviest < m_rows && most >= kHeavier * next;
        return isHeader ? heaviest : 0;
    }

    std::vector<FoundLine> m_lines;
    RulingLines m_rules;
    TableMeasures m_measures;
    GridEdges m_edges;
    std::size_t m_rows;
    std::size_t m_columns;
    std::vector<std::size_t> m_group; // of each place, row by row; places of one group are one cell
};

std::vector<FoundLine> linesInside(const std::vector<FoundLine>& lines, const PixelBox& region)
{
    std::vector<FoundLine> inside;
    for (const FoundLine& line : lines) {
        FoundLine part{ {}, {}, line.textHeight, line.advance };
        for (const PixelBox& word : line.words)
            if (isInside(word, region)) {
                part.box = part.words.empty() ? word : united(part.box, word);
                part.words.push_back(word);
            }
        if (!part.words.empty())
            inside.push_back(std::move(part));
    }
    return inside;
}

} // namespace

std::vector<CellLayout> layOutCells(const RgbImage& page)
{
    std::vector<CellLayout> layouts;
    const std::vector<FoundLine> lines = findLines(page);
    if (lines.empty())
        return layouts;
    const TableMeasures measures{ medianTextHeight(lines) };
    const RulingLines rules = findRulingLines(findInk(page), measures.textHeight);
    for (RulingLines& group : connected(rules, measures)) {
        const std::optional<PixelBox> box = boxAround(group);
        std::vector<FoundLine> inside = box ? linesInside(lines, *box) : std::vector<FoundLine>();
        if (inside.size() < 2 || group.down.empty() || group.across.empty())
            continue;
        Layout layout(std::move(inside), std::move(group), measures);
        if (layout.places() > 1 && layout.fits())
            layouts.push_back(layout.laidOut(page));
    }
    // A frame round a table is no table.
    std::vector<PixelBox> regions;
    for (const CellLayout& layout : layouts)
        regions.push_back(layout.region);
    std::erase_if(layouts, [&regions](const CellLayout& outer) {
        return std::any_of(regions.begin(), regions.end(), [&outer](const PixelBox& inner) {
            return inner.width() < outer.region.width() && isInside(inner, outer.region);
        });
    });
    if (layouts.empty()) {
        Layout layout(lines, rules, measures);
        if (layout.fits())
            layouts.push_back(layout.laidOut(page));
    }
    std::sort(layouts.begin(), layouts.end(),
        [](const CellLayout& a, const CellLayout& b) { return a.region.top < b.region.top; });
    return layouts;
}

} // namespace palimpsest
