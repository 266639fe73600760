#include "pipelines/protocol/table_json.h"

#include <algorithm>

#include "engine/base/text.h"
#include "pipelines/protocol/json_node.h"
#include "pipelines/protocol/json_values.h"
#include "pipelines/table/table_grid.h"

namespace palimpsest {
namespace {

using Json = nlohmann::ordered_json;

// Letters are counted as Unicode counts them: readers in other languages do not see our bytes.
// Where a letter begins; past the end of the text for one that it does not have.
std::size_t byteOfLetter(std::string_view text, std::size_t letter)
{
    for (std::size_t at = 0; at < text.size(); at += std::max<std::size_t>(1, utf8SymbolBytes(text.substr(at))))
        if (letter-- == 0)
            return at;
    return letter == 0 ? text.size() : std::string_view::npos;
}

Json stylesJson(const TableCell& cell)
{
    Json styles = Json::array();
    const std::string_view text = cell.text;
    for (const StyledRun& run : cell.styles) {
        Json tags = Json::array();
        for (const auto& [style, tag] : kStyleTags)
            if (run.style.*style)
                tags.push_back(tag);
        styles.push_back({ { "first", utf8SymbolCount(text.substr(0, run.first)) },
            { "last", utf8SymbolCount(text.substr(0, run.last)) }, { "tags", std::move(tags) } });
    }
    return styles;
}

Result<TextStyle> readTags(const Node& list)
{
    PAL_TRY_ASSIGN(const std::vector<std::string> names, readList<std::string>(list, readText));
    TextStyle style;
    for (const std::string& name : names)
        for (const auto& [member, tag] : kStyleTags)
            if (name == tag) // a later version may know more
                style.*member = true;
    return style;
}

Result<StyledRuns> readStyles(const Node& node, std::string_view text)
{
    PAL_TRY_ASSIGN(StyledRuns runs, readList<StyledRun>(node, [text](const Node& item) -> Result<StyledRun> {
        StyledRun run;
        PAL_TRY_ASSIGN(const std::size_t first, readKey(item, "first", readIndex));
        PAL_TRY_ASSIGN(const std::size_t last, readKey(item, "last", readIndex));
        PAL_TRY_ASSIGN(run.style, readKey(item, "tags", readTags));
        run.first = byteOfLetter(text, first);
        run.last = byteOfLetter(text, last);
        return run;
    }));
    std::erase_if(runs, [](const StyledRun& run) { return run.style == TextStyle{}; });
    if (!fits(runs, text))
        return node.wrong("runs of letters of the cell's text, in its order and not upon each other");
    return runs;
}

Json cellJson(const TableCell& cell)
{
    Json json{ { "row", cell.row }, { "column", cell.column }, { "row_span", cell.rowSpan },
        { "column_span", cell.columnSpan }, { "header", cell.header }, { "text", cell.text },
        { "box", cell.box ? boxJson(*cell.box) : Json(nullptr) }, { "confidence", optionalNumber(cell.confidence) },
        { "answer", cell.answer } };
    if (!cell.styles.empty())
        json["styles"] = stylesJson(cell);
    return json;
}

Result<TableCell> readCell(const Node& node)
{
    TableCell cell;
    PAL_TRY_ASSIGN(cell.row, readKey(node, "row", readIndex));
    PAL_TRY_ASSIGN(cell.column, readKey(node, "column", readIndex));
    PAL_TRY_ASSIGN(cell.rowSpan, readKey(node, "row_span", readIndex));
    PAL_TRY_ASSIGN(cell.columnSpan, readKey(node, "column_span", readIndex));
    PAL_TRY_ASSIGN(cell.header, readKey(node, "header", readFlag));
    PAL_TRY_ASSIGN(cell.text, readKey(node, "text", readText));
    PAL_TRY_ASSIGN(const Node box, node.at("box"));
    if (!box.json.is_null()) {
        PAL_TRY_ASSIGN(cell.box, readBox(box));
    }
    PAL_TRY_ASSIGN(cell.confidence, readKey(node, "confidence", readConfidence));
    PAL_TRY_ASSIGN(cell.answer, readKey(node, "answer", readIndex));
    if (node.json.contains("styles")) {
        PAL_TRY_ASSIGN(
            cell.styles, readKey(node, "styles", [&cell](const Node& list) { return readStyles(list, cell.text); }));
    }
    return cell;
}

Result<Table> readTable(const Node& node)
{
    Table table;
    PAL_TRY_ASSIGN(table.box, readKey(node, "box", readBox));
    PAL_TRY_ASSIGN(table.rows, readKey(node, "rows", readIndex));
    PAL_TRY_ASSIGN(table.columns, readKey(node, "columns", readIndex));
    PAL_TRY_ASSIGN(
        table.cells, readKey(node, "cells", [](const Node& list) { return readList<TableCell>(list, readCell); }));
    sortCells(table.cells);
    if (!TableGrid::create(table))
        return Error{ ErrorCode::BadInput,
            "'" + node.place + "' should be a table of at most " + std::to_string(kMostTableRows) + " rows and "
                + std::to_string(kMostTableColumns) + " columns whose cells lie within it and not upon each other" };
    return table;
}

} // namespace

nlohmann::ordered_json tablesJson(const Tables& tables)
{
    Json items = Json::array();
    for (const Table& table : tables.items) {
        Json cells = Json::array();
        for (const TableCell& cell : table.cells)
            cells.push_back(cellJson(cell));
        items.push_back({ { "box", boxJson(table.box) }, { "rows", table.rows }, { "columns", table.columns },
            { "cells", std::move(cells) } });
    }
    return { { "tables", std::move(items) } };
}

Result<Tables> readTables(const Node& content)
{
    PAL_TRY_ASSIGN(std::vector<Table> items,
        readKey(content, "tables", [](const Node& list) { return readList<Table>(list, readTable); }));
    return Tables{ std::move(items) };
}

} // namespace palimpsest
