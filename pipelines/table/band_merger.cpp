#include "pipelines/table/band_merger.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "pipelines/table/table_grid.h"

namespace palimpsest {
namespace {

using Texts = std::vector<std::string>;

// Of the cells that a row shows, those from above too.
Texts textsOf(const Table& table, std::size_t row)
{
    const TableGrid grid = TableGrid::of(table);
    Texts texts;
    for (std::size_t column = 0; column < table.columns; ++column) {
        const TableCell* const cell = grid.at(row, column);
        texts.push_back(cell == nullptr ? std::string() : cell->text);
    }
    return texts;
}

bool contains(const std::string& whole, const std::string& part)
{
    return !part.empty() && whole.find(part) != std::string::npos;
}

// Whether two readings are of one row: half of the columns where one of them has text have the same, or one more of it.
bool sameRow(const Texts& a, const Texts& b)
{
    std::size_t alike = 0;
    std::size_t printed = 0;
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
        const std::string one = i < a.size() ? a[i] : std::string();
        const std::string other = i < b.size() ? b[i] : std::string();
        if (one.empty() && other.empty())
            continue;
        ++printed;
        alike += one == other || contains(one, other) || contains(other, one) ? 1U : 0U;
    }
    return 2 * alike >= printed;
}

std::size_t lengthOf(const Texts& texts)
{
    std::size_t length = 0;
    for (const std::string& text : texts)
        length += text.size();
    return length;
}

void dropFirstRows(Table& table, std::size_t count)
{
    std::erase_if(table.cells, [count](const TableCell& cell) { return cell.row + cell.rowSpan <= count; });
    for (TableCell& cell : table.cells) {
        cell.rowSpan -= count > cell.row ? count - cell.row : 0;
        cell.row -= std::min(cell.row, count);
    }
    table.rows -= count;
    sortCells(table.cells);
}

void dropLastRow(Table& table)
{
    const std::size_t last = --table.rows;
    std::erase_if(table.cells, [last](const TableCell& cell) { return cell.row == last; });
    for (TableCell& cell : table.cells)
        cell.rowSpan = std::min(cell.rowSpan, last - cell.row);
}

void append(Table& table, Table more)
{
    for (TableCell& cell : more.cells) {
        cell.row += table.rows;
        table.cells.push_back(std::move(cell));
    }
    table.rows += more.rows;
    table.columns = std::max(table.columns, more.columns);
    table.box = united(table.box, more.box);
}

// Takes the header away that stands above the band, whether the answer marks it as one or not. A header where none was
// shown is a row like the others.
void dropHeader(Table& band, std::size_t shown, const Table& first)
{
    std::size_t rows = shown == 0 ? 0 : headerRows(band);
    while (rows < shown && rows < band.rows && sameRow(textsOf(band, rows), textsOf(first, rows)))
        ++rows;
    const std::size_t marked = headerRows(band);
    for (TableCell& cell : band.cells)
        if (shown == 0 && cell.row < marked)
            cell.header = false;
    dropFirstRows(band, rows);
}

} // namespace

MergedBands mergeBands(std::vector<ReadBand> bands)
{
    MergedBands merged;
    std::vector<Table>& all = merged.tables;
    for (std::size_t index = 0; index < bands.size(); ++index) {
        std::vector<Table>& tables = bands[index].tables;
        if (index > 0 && !tables.empty() && !all.empty()) {
            Table& next = tables.front();
            dropHeader(next, bands[index].headerRows, all.front());
            const Texts last = textsOf(all.back(), all.back().rows - 1);
            const Texts first = next.rows > 0 ? textsOf(next, 0) : Texts();
            const bool shared = bands[index].sharesRow;
            const bool same = shared && next.rows > 0 && sameRow(last, first);
            if (same && lengthOf(first) > lengthOf(last) && all.back().rows > 1)
                dropLastRow(all.back()); // it was cut within a row
            else if (same)
                dropFirstRows(next, 1);
            else if (shared || next.columns != all.back().columns)
                merged.seams.push_back(index);
            const std::size_t columns = std::max(next.columns, all.back().columns);
            if ((same || next.columns == all.back().columns) && fitsGrid(all.back().rows + next.rows, columns)) {
                append(all.back(), std::move(next));
                tables.erase(tables.begin());
            }
        }
        std::move(tables.begin(), tables.end(), std::back_inserter(all));
    }
    std::erase_if(all, [](const Table& table) { return table.rows == 0; });
    return merged;
}

} // namespace palimpsest
