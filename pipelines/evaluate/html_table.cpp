#include "pipelines/evaluate/html_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <libxml/HTMLparser.h>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "engine/base/text.h"
#include "pipelines/evaluate/text_metrics.h"

namespace palimpsest {
namespace {

struct FreeDocument {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};

constexpr std::array<std::string_view, 4> kInlineTags{ "b", "i", "sup", "sub" };

std::string_view viewOf(const xmlChar* text)
{
    return text == nullptr ? std::string_view{} : std::string_view(reinterpret_cast<const char*>(text));
}

bool isElement(const xmlNode* node, std::string_view tag)
{
    return node->type == XML_ELEMENT_NODE && viewOf(node->name) == tag;
}

bool isText(const xmlNode* node)
{
    return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

const xmlNode* childElement(const xmlNode* parent, std::string_view tag)
{
    const xmlNode* child = parent == nullptr ? nullptr : parent->children;
    while (child != nullptr && !isElement(child, tag))
        child = child->next;
    return child;
}

// What is no whole number from 1 on means 1, as in HTML.
std::size_t spanOf(const xmlNode* cell, std::string_view name)
{
    for (const xmlAttr* attribute = cell->properties; attribute != nullptr; attribute = attribute->next) {
        if (viewOf(attribute->name) != name || attribute->children == nullptr)
            continue;
        std::string_view text = viewOf(attribute->children->content);
        text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
        std::size_t span = 1;
        const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), span);
        if (failure == std::errc::result_out_of_range)
            return kMostSpan;
        return failure == std::errc{} ? std::clamp<std::size_t>(span, 1, kMostSpan) : 1;
    }
    return 1;
}

// A tag as one symbol above U+10FFFF: FNV-1a of its name, so that two tables agree without knowing each other.
char32_t symbolOf(std::string_view tag, bool opens)
{
    std::uint32_t hash = opens ? 2166136261U : 2166136262U;
    for (const char letter : tag)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
    return hash | 0x80000000U;
}

Error tooMuch(std::string_view what, std::size_t limit)
{
    return { ErrorCode::BadInput,
        "the table has more than " + std::to_string(limit) + " " + std::string(what)
            + ", which is more than tables are scored with" };
}

class TableReader {
public:
    explicit TableReader(InlineTags inlineTags) : m_inlineTags(inlineTags) { }

    Result<HtmlTable> read(const xmlNode* table)
    {
        PAL_TRY(addElement(table, 0));
        m_table.descendants -= 1; // the table itself
        PAL_TRY(layOut());
        return std::move(m_table);
    }

private:
    // In post-order: the children first.
    Result<void> addElement(const xmlNode* node, std::size_t depth)
    {
        if (depth > kMostTableDepth)
            return tooMuch("elements inside one another", kMostTableDepth);
        const std::size_t leftmost = m_table.elements.size();
        PAL_TRY(countElement());
        TableElement element{ .tag = std::string(viewOf(node->name)) };
        if (element.tag == "td" || element.tag == "th") {
            element.tag = "td";
            element.columnSpan = spanOf(node, "colspan");
            element.rowSpan = spanOf(node, "rowspan");
            std::u32string text;
            PAL_TRY(addContent(node, 0, element.content, text));
            const std::size_t row = m_rows == 0 ? 0 : m_rows - 1;
            m_table.grid.cells.push_back({ row, 0, element.rowSpan, element.columnSpan, std::move(text) });
        } else {
            if (element.tag == "tr")
                ++m_rows;
            for (const xmlNode* child = node->children; child != nullptr; child = child->next)
                if (child->type == XML_ELEMENT_NODE)
                    PAL_TRY(addElement(child, depth + 1));
        }
        m_table.elements.push_back(std::move(element));
        m_table.shape.push_back(leftmost);
        return {};
    }

    Result<void> addContent(const xmlNode* node, std::size_t depth, std::u32string& content, std::u32string& text)
    {
        if (depth > kMostCellDepth)
            return tooMuch("elements inside one another", kMostCellDepth);
        for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
            if (isText(child)) {
                const std::u32string run = codePoints(viewOf(child->content));
                content += run;
                text += (text.empty() ? U"" : U" ") + run;
                m_symbols += run.size();
            } else if (child->type == XML_ELEMENT_NODE) {
                const std::string_view tag = viewOf(child->name);
                const bool stripped = m_inlineTags == InlineTags::Strip
                    && std::find(kInlineTags.begin(), kInlineTags.end(), tag) != kInlineTags.end();
                if (!stripped) {
                    PAL_TRY(countElement());
                    content += symbolOf(tag, true);
                    m_symbols += 2;
                }
                PAL_TRY(addContent(child, depth + 1, content, text));
                if (!stripped && tag != "unk")
                    content += symbolOf(tag, false);
            }
            if (m_symbols > kMostTableSymbols)
                return tooMuch("letters", kMostTableSymbols);
        }
        return {};
    }

    Result<void> countElement()
    {
        if (++m_table.descendants > kMostTableElements)
            return tooMuch("elements", kMostTableElements);
        return {};
    }

    // Gives every cell its column: the first that no cell from above reaches into. Spans end with the table.
    Result<void> layOut()
    {
        HtmlGrid& grid = m_table.grid;
        std::map<std::size_t, std::set<std::size_t>> taken; // columns by row
        std::size_t slots = 0;
        for (GridCell& cell : grid.cells) {
            cell.rowSpan = std::min(cell.rowSpan, std::max<std::size_t>(m_rows, 1) - cell.row);
            slots += cell.rowSpan * cell.columnSpan;
            if (slots > kMostGridSlots)
                return tooMuch("places in its grid", kMostGridSlots);
            while (taken[cell.row].count(cell.column) > 0)
                ++cell.column;
            for (std::size_t row = cell.row; row < cell.row + cell.rowSpan; ++row)
                for (std::size_t column = cell.column; column < cell.column + cell.columnSpan; ++column)
                    taken[row].insert(column);
            grid.rows = std::max(grid.rows, cell.row + cell.rowSpan);
            grid.columns = std::max(grid.columns, cell.column + cell.columnSpan);
        }
        if (grid.rows * grid.columns > kMostGridSlots)
            return tooMuch("places in its grid", kMostGridSlots);
        constexpr std::size_t kFree = static_cast<std::size_t>(-1);
        grid.slots.assign(grid.rows * grid.columns, kFree);
        for (std::size_t index = 0; index < grid.cells.size(); ++index) {
            const GridCell& cell = grid.cells[index];
            for (std::size_t row = cell.row; row < cell.row + cell.rowSpan; ++row)
                for (std::size_t column = cell.column; column < cell.column + cell.columnSpan; ++column)
                    grid.slots[row * grid.columns + column] = index;
        }
        for (std::size_t slot = 0; slot < grid.slots.size(); ++slot) {
            if (grid.slots[slot] != kFree)
                continue;
            grid.slots[slot] = grid.cells.size();
            grid.cells.push_back({ slot / grid.columns, slot % grid.columns, 1, 1, {} });
        }
        return {};
    }

    InlineTags m_inlineTags;
    HtmlTable m_table;
    std::size_t m_rows = 0;
    std::size_t m_symbols = 0;
};

} // namespace

Result<std::optional<HtmlTable>> parseHtmlTable(std::string_view html, InlineTags inlineTags)
{
    if (html.size() > kMostTableBytes)
        return tooMuch("bytes", kMostTableBytes);
    const std::string text = withValidUtf8(html);
    const std::unique_ptr<xmlDoc, FreeDocument> document(
        htmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, "UTF-8",
            HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT));
    if (document == nullptr)
        return std::optional<HtmlTable>{};
    const xmlNode* const table = childElement(childElement(xmlDocGetRootElement(document.get()), "body"), "table");
    if (table == nullptr)
        return std::optional<HtmlTable>{};
    PAL_TRY_ASSIGN(HtmlTable read, TableReader(inlineTags).read(table));
    return std::optional(std::move(read));
}

} // namespace palimpsest
