#include "pipelines/table/table_edit.h"

#include <algorithm>
#include <utility>

#include "pipelines/table/table_grid.h"

namespace palimpsest {
namespace {

// Rows and columns are alike but for the names of their numbers.
struct AxisNumbers {
    std::size_t Table::*count;
    std::size_t TableCell::*place;
    std::size_t TableCell::*span;
};

AxisNumbers numbersOf(GridAxis axis)
{
    if (axis == GridAxis::Rows)
        return { &Table::rows, &TableCell::row, &TableCell::rowSpan };
    return { &Table::columns, &TableCell::column, &TableCell::columnSpan };
}

bool touches(const TableCell& cell, const GridRange& range)
{
    return cell.row < range.row + range.rows && range.row < cell.row + cell.rowSpan
        && cell.column < range.column + range.columns && range.column < cell.column + cell.columnSpan;
}

bool isSpanning(const TableCell& cell)
{
    return cell.rowSpan > 1 || cell.columnSpan > 1;
}

// What `change` leaves of every cell there, where it says that it changed one.
template <typename Change> std::optional<Table> withEach(const Table& table, const GridRange& range, Change change)
{
    Table edited = table;
    bool changed = false;
    for (TableCell& cell : edited.cells)
        if (touches(cell, range))
            changed = change(cell) || changed;
    return changed ? std::optional(std::move(edited)) : std::nullopt;
}

void grow(GridRange& range, const TableCell& cell)
{
    const std::size_t bottom = std::max(range.row + range.rows, cell.row + cell.rowSpan);
    const std::size_t right = std::max(range.column + range.columns, cell.column + cell.columnSpan);
    range.row = std::min(range.row, cell.row);
    range.column = std::min(range.column, cell.column);
    range.rows = bottom - range.row;
    range.columns = right - range.column;
}

} // namespace

GridRange wholeCells(const Table& table, GridRange range)
{
    range.row = std::min(range.row, table.rows);
    range.column = std::min(range.column, table.columns);
    range.rows = std::min(range.rows, table.rows - range.row);
    range.columns = std::min(range.columns, table.columns - range.column);
    for (GridRange before{ 0, 0, 0, 0 }; before != range;) {
        before = range;
        for (const TableCell& cell : table.cells)
            if (touches(cell, range))
                grow(range, cell);
    }
    return range;
}

Table tablePart(const Table& table, const GridRange& range)
{
    const GridRange whole = wholeCells(table, range);
    Table part{ table.box, whole.rows, whole.columns, {} };
    for (TableCell cell : table.cells) {
        if (!touches(cell, whole))
            continue;
        cell.row -= whole.row;
        cell.column -= whole.column;
        part.cells.push_back(std::move(cell));
    }
    return part;
}

std::optional<Table> withCellText(const Table& table, std::size_t row, std::size_t column, const std::string& text)
{
    const GridRange place{ row, column, 1, 1 };
    if (row >= table.rows || column >= table.columns)
        return std::nullopt;
    if (std::any_of(
            table.cells.begin(), table.cells.end(), [&](const TableCell& cell) { return touches(cell, place); }))
        return withEach(table, place, [&text](TableCell& cell) {
            if (cell.text == text)
                return false;
            cell.styles = runsAfterEdit(cell.styles, cell.text, text);
            cell.text = text;
            cell.confidence.reset();
            return true;
        });
    if (text.empty())
        return std::nullopt;
    Table edited = table;
    edited.cells.push_back({ .row = row, .column = column, .text = text });
    sortCells(edited.cells);
    return edited;
}

std::optional<Table> withTextsCleared(const Table& table, const GridRange& range)
{
    return withEach(table, range, [](TableCell& cell) {
        if (cell.text.empty())
            return false;
        cell.text.clear();
        cell.styles.clear();
        cell.confidence.reset();
        return true;
    });
}

std::optional<Table> withCellsMerged(const Table& table, const GridRange& range)
{
    const GridRange whole = wholeCells(table, range);
    if (whole.rows * whole.columns < 2)
        return std::nullopt;
    Table edited{ table.box, table.rows, table.columns, {} };
    TableCell merged{ .row = whole.row,
        .column = whole.column,
        .rowSpan = whole.rows,
        .columnSpan = whole.columns,
        .header = allHeaders(table, whole) };
    std::size_t parts = 0;
    for (const TableCell& cell : table.cells) {
        if (!touches(cell, whole)) {
            edited.cells.push_back(cell);
            continue;
        }
        if (cell.rowSpan == whole.rows && cell.columnSpan == whole.columns)
            return std::nullopt;
        if (parts++ == 0)
            merged.answer = cell.answer;
        if (!cell.text.empty()) {
            merged.text += merged.text.empty() ? "" : " ";
            for (const StyledRun& run : cell.styles)
                merged.styles.push_back({ merged.text.size() + run.first, merged.text.size() + run.last, run.style });
            merged.text += cell.text;
        }
        if (cell.box)
            merged.box = merged.box ? united(*merged.box, *cell.box) : *cell.box;
    }
    edited.cells.push_back(std::move(merged));
    sortCells(edited.cells);
    return edited;
}

std::optional<Table> withCellsSplit(const Table& table, const GridRange& range)
{
    std::vector<TableCell> parts;
    std::optional<Table> edited = withEach(table, range, [&parts](TableCell& cell) {
        if (!isSpanning(cell))
            return false;
        for (std::size_t row = cell.row; row < cell.row + cell.rowSpan; ++row)
            for (std::size_t column = cell.column; column < cell.column + cell.columnSpan; ++column)
                if (row != cell.row || column != cell.column)
                    parts.push_back(
                        { .row = row, .column = column, .header = cell.header, .text = {}, .answer = cell.answer });
        cell.rowSpan = 1;
        cell.columnSpan = 1;
        return true;
    });
    if (edited) {
        edited->cells.insert(edited->cells.end(), parts.begin(), parts.end());
        sortCells(edited->cells);
    }
    return edited;
}

std::optional<Table> withHeaders(const Table& table, const GridRange& range, bool header)
{
    return withEach(table, range, [header](TableCell& cell) { return std::exchange(cell.header, header) != header; });
}

bool allHeaders(const Table& table, const GridRange& range)
{
    bool any = false;
    for (const TableCell& cell : table.cells) {
        if (!touches(cell, range))
            continue;
        if (!cell.header)
            return false;
        any = true;
    }
    return any;
}

std::optional<Table> withInserted(const Table& table, GridAxis axis, std::size_t at, std::size_t count)
{
    const AxisNumbers numbers = numbersOf(axis);
    Table edited = table;
    edited.*numbers.count += count;
    if (count == 0 || at > table.*numbers.count || !fitsGrid(edited.rows, edited.columns))
        return std::nullopt;
    for (TableCell& cell : edited.cells) {
        if (cell.*numbers.place >= at)
            cell.*numbers.place += count;
        else if (cell.*numbers.place + cell.*numbers.span > at)
            cell.*numbers.span += count;
    }
    return edited;
}

std::optional<Table> withRemoved(const Table& table, GridAxis axis, std::size_t first, std::size_t count)
{
    const AxisNumbers numbers = numbersOf(axis);
    const std::size_t total = table.*numbers.count;
    if (count == 0 || count >= total || first > total - count)
        return std::nullopt;
    Table edited{ table.box, table.rows, table.columns, {} };
    edited.*numbers.count -= count;
    for (TableCell cell : table.cells) {
        const std::size_t begin = cell.*numbers.place;
        const std::size_t end = begin + cell.*numbers.span;
        cell.*numbers.span -= std::clamp(end, first, first + count) - std::clamp(begin, first, first + count);
        if (cell.*numbers.span == 0)
            continue;
        if (begin >= first)
            cell.*numbers.place = begin >= first + count ? begin - count : first;
        edited.cells.push_back(std::move(cell));
    }
    sortCells(edited.cells);
    return edited;
}

} // namespace palimpsest
