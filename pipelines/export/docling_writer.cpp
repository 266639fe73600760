#include "pipelines/export/docling_writer.h"

#include <filesystem>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/base/text.h"
#include "pipelines/export/box_text.h"
#include "pipelines/export/paragraphs.h"
#include "pipelines/table/table_grid.h"

namespace palimpsest {
namespace {

using Json = nlohmann::ordered_json;

Json groupItem(const std::string& reference, const char* layer)
{
    return { { "self_ref", reference }, { "children", Json::array() }, { "content_layer", layer }, { "name", "_root_" },
        { "label", "unspecified" } };
}

Json boxItem(const RectF& onPage, const PageResult& result)
{
    const RectF box = clippedBox(onPage, result);
    return { { "l", box.left }, { "t", box.top }, { "r", box.right }, { "b", box.bottom },
        { "coord_origin", "TOPLEFT" } };
}

// What texts and tables share.
Json bodyItem(const char* label, const std::string& reference, std::size_t page, Json box, std::size_t symbols)
{
    const Json place{ { "page_no", page }, { "bbox", std::move(box) }, { "charspan", { 0, symbols } } };
    return { { "self_ref", reference }, { "parent", { { "$ref", "#/body" } } }, { "children", Json::array() },
        { "content_layer", "body" }, { "label", label }, { "prov", Json::array({ place }) } };
}

Json textItem(const Paragraph& paragraph, const PageResult& result, std::size_t page, const std::string& reference)
{
    std::string text;
    for (const TextLine* line : paragraph.lines)
        text += (text.empty() ? "" : " ") + line->text;
    text = withValidUtf8(text);
    Json item = bodyItem("text", reference, page, boxItem(paragraph.box, result), utf8SymbolCount(text));
    item["orig"] = text;
    item["text"] = text;
    return item;
}

// A place without a cell is an empty one; ends are one past the last.
Json cellItem(const TableCell& cell, const PageResult& result, std::size_t headers)
{
    Json item{ { "row_span", cell.rowSpan }, { "col_span", cell.columnSpan }, { "start_row_offset_idx", cell.row },
        { "end_row_offset_idx", cell.row + cell.rowSpan }, { "start_col_offset_idx", cell.column },
        { "end_col_offset_idx", cell.column + cell.columnSpan }, { "text", withValidUtf8(cell.text) },
        { "column_header", cell.header && cell.row < headers }, { "row_header", cell.header && cell.row >= headers },
        { "row_section", false } };
    if (cell.box)
        item["bbox"] = boxItem(*cell.box, result);
    return item;
}

Json tableItem(const Table& table, const PageResult& result, std::size_t page, const std::string& reference)
{
    const TableGrid grid = TableGrid::of(table);
    const std::size_t headers = headerRows(table);
    Json cells = Json::array();
    Json rows = Json::array();
    for (std::size_t row = 0; row < table.rows; ++row) {
        rows.push_back(Json::array());
        for (std::size_t column = 0; column < table.columns; ++column) {
            const TableCell* const cell = grid.at(row, column);
            const TableCell none{ .row = row, .column = column, .header = row < headers };
            rows.back().push_back(cellItem(cell == nullptr ? none : *cell, result, headers));
            if (cell == nullptr || grid.startingAt(row, column) != nullptr)
                cells.push_back(rows.back().back());
        }
    }
    Json item = bodyItem("table", reference, page, boxItem(table.box, result), 0);
    for (const char* list : { "captions", "references", "footnotes" })
        item[list] = Json::array();
    item["data"] = { { "table_cells", std::move(cells) }, { "num_rows", table.rows }, { "num_cols", table.columns },
        { "grid", std::move(rows) } };
    return item;
}

} // namespace

std::string doclingOf(const ExportInput& input)
{
    Json body = groupItem("#/body", "body");
    Json texts = Json::array();
    Json tables = Json::array();
    Json pages = Json::object();
    for (std::size_t i = 0; i < input.pages.size(); ++i) {
        const auto& result = input.pages[i].result;
        if (!result)
            continue;
        const std::size_t number = numberInFile(input, i);
        pages[std::to_string(number)]
            = { { "size", { { "width", result->pageWidth }, { "height", result->pageHeight } } },
                  { "page_no", number } };
        if (const auto* ocr = std::get_if<OcrResult>(&result->content)) {
            for (const Paragraph& paragraph : paragraphsOf(*ocr, result->provenance)) {
                const std::string reference = "#/texts/" + std::to_string(texts.size());
                texts.push_back(textItem(paragraph, *result, number, reference));
                body["children"].push_back({ { "$ref", reference } });
            }
        }
        if (const auto* found = std::get_if<Tables>(&result->content)) {
            for (const Table& table : found->items) {
                const std::string reference = "#/tables/" + std::to_string(tables.size());
                tables.push_back(tableItem(table, *result, number, reference));
                body["children"].push_back({ { "$ref", reference } });
            }
        }
    }
    const std::string name = input.pages.empty() ? std::string() : documentName(input.pages.front());
    const Json document{ { "schema_name", "DoclingDocument" }, { "version", "1.3.0" },
        { "name", std::filesystem::path(name).stem().string() }, { "furniture", groupItem("#/furniture", "furniture") },
        { "body", body }, { "groups", Json::array() }, { "texts", texts }, { "pictures", Json::array() },
        { "tables", tables }, { "key_value_items", Json::array() }, { "form_items", Json::array() },
        { "pages", pages } };
    return document.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace palimpsest
