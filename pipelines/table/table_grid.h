#pragma once
// The places of a table's grid and which cell holds each: what reading, merging and writing tables share. Pure; any
// thread.

#include <cstddef>
#include <optional>
#include <vector>

#include "pipelines/page_result.h"

namespace palimpsest {

inline constexpr std::size_t kMostTableRows = 10'000;
inline constexpr std::size_t kMostTableColumns = 1000;
inline constexpr std::size_t kMostTablePlaces = 200'000; // rows x columns

[[nodiscard]] constexpr bool fitsGrid(std::size_t rows, std::size_t columns)
{
    return rows <= kMostTableRows && columns <= kMostTableColumns && rows * columns <= kMostTablePlaces;
}

class TableGrid {
public:
    // Nothing when the table is too large, a cell leaves the grid or two cells hold one place.
    static std::optional<TableGrid> create(const Table& table);

    // The same of a table that is known to be none of that.
    static TableGrid of(const Table& table);

    // The cell that holds a place; nullptr: none. The table must outlive the grid and stay as it is.
    [[nodiscard]] const TableCell* at(std::size_t row, std::size_t column) const;
    // The same where the cell begins there; nullptr where it reaches there from elsewhere.
    [[nodiscard]] const TableCell* startingAt(std::size_t row, std::size_t column) const;

private:
    explicit TableGrid(const Table& table) : m_table(&table), m_places(table.rows * table.columns, kNone) { }

    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    const Table* m_table;
    std::vector<std::size_t> m_places; // [rows, columns]: index of a cell
};

// How many rows from the top hold nothing but headers. A cell that reaches further down ends them above it.
std::size_t headerRows(const Table& table);

// In the order that Table promises.
void sortCells(std::vector<TableCell>& cells);

} // namespace palimpsest
