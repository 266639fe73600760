#pragma once
// What a person changes about a table. Every change gives another table, whose cells stay inside its grid and hold no
// place twice, or nothing where there is nothing to change. What was changed has no confidence: nobody measured it.
// Pure; any thread.

#include <cstddef>
#include <optional>
#include <string>

#include "pipelines/page_result.h"

namespace palimpsest {

struct GridRange {
    std::size_t row = 0;
    std::size_t column = 0;
    std::size_t rows = 1;
    std::size_t columns = 1;

    friend bool operator==(const GridRange&, const GridRange&) = default;
};

enum class GridAxis { Rows, Columns };

// The same range, cut to the grid and grown until it cuts no cell.
[[nodiscard]] GridRange wholeCells(const Table& table, GridRange range);

// What stands there as a table of its own.
[[nodiscard]] Table tablePart(const Table& table, const GridRange& range);

// Of the cell that holds the place; where none does, one is made.
[[nodiscard]] std::optional<Table> withCellText(
    const Table& table, std::size_t row, std::size_t column, const std::string& text);
[[nodiscard]] std::optional<Table> withTextsCleared(const Table& table, const GridRange& range);

// One cell of all in the range; their texts one after the other, parted by spaces, in one box around all of theirs.
[[nodiscard]] std::optional<Table> withCellsMerged(const Table& table, const GridRange& range);
// Cells that span several places become one for each of them; the first keeps text and box.
[[nodiscard]] std::optional<Table> withCellsSplit(const Table& table, const GridRange& range);
[[nodiscard]] std::optional<Table> withHeaders(const Table& table, const GridRange& range, bool header);
[[nodiscard]] bool allHeaders(const Table& table, const GridRange& range); // of the cells there; false: there are none

// Empty rows or columns before the one at `at`, or behind the last. A cell that reaches across grows.
[[nodiscard]] std::optional<Table> withInserted(
    const Table& table, GridAxis axis, std::size_t at, std::size_t count = 1);
// A cell that reaches beyond keeps what it holds; the last row or column stays.
[[nodiscard]] std::optional<Table> withRemoved(const Table& table, GridAxis axis, std::size_t first, std::size_t count);

} // namespace palimpsest
