#include "pipelines/export/delimited_table.h"

#include <algorithm>
#include <string_view>

#include "engine/base/text.h"
#include "pipelines/export/exported_tables.h"
#include "pipelines/table/table_grid.h"

namespace palimpsest {
namespace {

// "-5", "+1,200.50", "-3 %": what only a number can be.
bool isNumber(std::string_view text)
{
    text.remove_prefix(text.front() == '+' || text.front() == '-' ? 1 : 0);
    return !text.empty() && text.front() >= '0' && text.front() <= '9'
        && text.find_first_not_of("0123456789.,% ") == std::string_view::npos;
}

std::string withoutFormula(std::string text)
{
    const bool harmless = text.size() < 2 || std::string_view("=+-@\t\r").find(text.front()) == std::string_view::npos
        || isNumber(text);
    return harmless ? text : "'" + text;
}

std::string quoted(std::string text)
{
    if (text.find_first_of("\",\r\n") == std::string::npos)
        return text;
    return '"' + withReplaced(text, "\"", "\"\"") + '"';
}

std::string onOneLine(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\t' || c == '\r' || c == '\n'; }, ' ');
    return text;
}

// Every place through field(text), row by row.
template <typename Field>
std::string rowsOf(const Table& table, std::string_view separator, std::string_view end, Field field)
{
    const TableGrid grid = TableGrid::of(table);
    std::string rows;
    for (std::size_t row = 0; row < table.rows; ++row) {
        for (std::size_t column = 0; column < table.columns; ++column) {
            const TableCell* const cell = grid.startingAt(row, column);
            rows += column == 0 ? "" : separator;
            rows += cell == nullptr ? std::string() : field(withValidUtf8(cell->text));
        }
        rows += end;
    }
    return rows;
}

} // namespace

std::string tabbedText(const Table& table)
{
    return rowsOf(table, "\t", "\n", onOneLine);
}

std::string tableCsvOf(const ExportInput& input)
{
    return joinedTables(input, "\r\n", [](const Table& table) {
        return rowsOf(table, ",", "\r\n", [](std::string text) { return quoted(withoutFormula(std::move(text))); });
    });
}

std::string tableTsvOf(const ExportInput& input)
{
    return joinedTables(input, "\n", [](const Table& table) {
        return rowsOf(table, "\t", "\n", [](std::string text) { return onOneLine(withoutFormula(std::move(text))); });
    });
}

} // namespace palimpsest
