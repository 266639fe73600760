#include "pipelines/export/otsl_writer.h"

#include "pipelines/export/exported_tables.h"
#include "pipelines/table/table_grid.h"

namespace palimpsest {
namespace {

const char* wordAt(const TableGrid& grid, std::size_t row, std::size_t column)
{
    const TableCell* const cell = grid.at(row, column);
    if (cell == nullptr)
        return "ecel";
    if (cell->row < row)
        return cell->column < column ? "xcel" : "ucel";
    if (cell->column < column)
        return "lcel";
    return cell->text.empty() ? "ecel" : "fcel";
}

} // namespace

std::string otslOf(const ExportInput& input)
{
    return joinedTables(input, "\n", [](const Table& table) {
        const TableGrid grid = TableGrid::of(table);
        std::string words;
        for (std::size_t row = 0; row < table.rows; ++row) {
            for (std::size_t column = 0; column < table.columns; ++column)
                words += std::string(wordAt(grid, row, column)) + ' ';
            words += "nl\n";
        }
        return words;
    });
}

} // namespace palimpsest
