#include "pipelines/export/html_writer.h"

#include "engine/base/text.h"
#include "pipelines/export/exported_tables.h"
#include "pipelines/export/xml_text.h"
#include "pipelines/table/table_grid.h"

namespace palimpsest {
namespace {

std::string escaped(std::string_view text)
{
    std::string html = withReplaced(xmlText(text), "&", "&amp;");
    html = withReplaced(withReplaced(html, "<", "&lt;"), ">", "&gt;");
    return withReplaced(html, "\n", "<br>");
}

std::string spanOf(const char* name, std::size_t span)
{
    return span > 1 ? std::string(" ") + name + "=\"" + std::to_string(span) + "\"" : std::string();
}

std::string cellHtml(const TableCell& cell, bool inHead)
{
    const std::string tag = cell.header && !inHead ? "th" : "td";
    std::string text;
    for (const StyledText& part : styledParts(cell.text, cell.styles))
        text += taggedText(escaped(part.text), part.style);
    return "<" + tag + spanOf("colspan", cell.columnSpan) + spanOf("rowspan", cell.rowSpan) + ">" + text + "</" + tag
        + ">";
}

} // namespace

std::string tableHtml(const Table& table)
{
    const TableGrid grid = TableGrid::of(table);
    const std::size_t headers = headerRows(table);
    std::string html = "<table>";
    for (std::size_t row = 0; row < table.rows; ++row) {
        if (row == 0)
            html += headers > 0 ? "<thead>" : "<tbody>";
        else if (row == headers)
            html += "</thead><tbody>";
        html += "<tr>";
        for (std::size_t column = 0; column < table.columns; ++column) {
            if (const TableCell* const cell = grid.startingAt(row, column))
                html += cellHtml(*cell, row < headers);
            else if (grid.at(row, column) == nullptr)
                html += "<td></td>";
        }
        html += "</tr>";
    }
    if (table.rows > 0)
        html += headers == table.rows ? "</thead>" : "</tbody>";
    return html + "</table>";
}

std::string htmlOf(const ExportInput& input)
{
    const std::string title = input.pages.empty() ? std::string() : documentName(input.pages.front());
    return "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"generator\" content=\""
        + withReplaced(escaped(input.producer), "\"", "&quot;") + "\">\n<title>" + escaped(title)
        + "</title>\n</head>\n<body>\n"
        + joinedTables(input, "", [](const Table& table) { return tableHtml(table) + "\n"; }) + "</body>\n</html>\n";
}

} // namespace palimpsest
