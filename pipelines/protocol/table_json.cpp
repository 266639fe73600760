#include "pipelines/protocol/table_json.h"

#include "pipelines/protocol/json_node.h"
#include "pipelines/protocol/json_values.h"
#include "pipelines/table/table_grid.h"

namespace palimpsest {
namespace {

using Json = nlohmann::ordered_json;

Json cellJson(const TableCell& cell)
{
    return { { "row", cell.row }, { "column", cell.column }, { "row_span", cell.rowSpan },
        { "column_span", cell.columnSpan }, { "header", cell.header }, { "text", cell.text },
        { "box", cell.box ? boxJson(*cell.box) : Json(nullptr) }, { "confidence", optionalNumber(cell.confidence) },
        { "answer", cell.answer } };
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
