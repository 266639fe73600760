#include "pipelines/table/table_grid.h"

#include <algorithm>
#include <tuple>

#include "engine/base/check.h"

namespace palimpsest {

std::optional<TableGrid> TableGrid::create(const Table& table)
{
    if (!fitsGrid(table.rows, table.columns))
        return std::nullopt;
    TableGrid grid(table);
    for (std::size_t index = 0; index < table.cells.size(); ++index) {
        const TableCell& cell = table.cells[index];
        const bool inside = cell.row < table.rows && cell.rowSpan <= table.rows - cell.row
            && cell.column < table.columns && cell.columnSpan <= table.columns - cell.column;
        if (!inside || cell.rowSpan == 0 || cell.columnSpan == 0)
            return std::nullopt;
        for (std::size_t row = cell.row; row < cell.row + cell.rowSpan; ++row) {
            for (std::size_t column = cell.column; column < cell.column + cell.columnSpan; ++column) {
                std::size_t& place = grid.m_places[row * table.columns + column];
                if (place != kNone)
                    return std::nullopt;
                place = index;
            }
        }
    }
    return grid;
}

TableGrid TableGrid::of(const Table& table)
{
    std::optional<TableGrid> grid = create(table);
    PAL_CHECK(grid.has_value());
    return *std::move(grid);
}

const TableCell* TableGrid::at(std::size_t row, std::size_t column) const
{
    const std::size_t index = m_places[row * m_table->columns + column];
    return index == kNone ? nullptr : &m_table->cells[index];
}

const TableCell* TableGrid::startingAt(std::size_t row, std::size_t column) const
{
    const TableCell* const cell = at(row, column);
    return cell != nullptr && cell->row == row && cell->column == column ? cell : nullptr;
}

std::size_t headerRows(const Table& table)
{
    std::size_t rows = 0; // as many as the headers at the top reach
    std::size_t end = table.rows;
    for (const TableCell& cell : table.cells) {
        if (cell.header)
            rows = std::max(rows, cell.row + cell.rowSpan);
        else
            end = std::min(end, cell.row);
    }
    rows = std::min(rows, end);
    for (auto cell = table.cells.rbegin(); cell != table.cells.rend(); ++cell) // from below: one may drive out another
        if (cell->row < rows && cell->row + cell->rowSpan > rows)
            rows = cell->row;
    return rows;
}

void sortCells(std::vector<TableCell>& cells)
{
    std::sort(cells.begin(), cells.end(),
        [](const TableCell& a, const TableCell& b) { return std::tie(a.row, a.column) < std::tie(b.row, b.column); });
}

} // namespace palimpsest
