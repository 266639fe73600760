#pragma once
// The table of an HTML text, as the metrics of tables see it: a tree of elements, and a grid of cells. Parsed by
// libxml2, which forgives what a browser forgives and is the parser behind lxml, which the published evaluators use.
//
// Texts come from strangers and from models that lost their way, so there are limits; beyond them a table cannot be
// scored. A span is cut at what HTML allows (1000) and, in the grid, at the last row.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "pipelines/evaluate/tree_edit_distance.h"

namespace palimpsest {

inline constexpr std::size_t kMostTableBytes = 1 << 20;  // of HTML
inline constexpr std::size_t kMostTableElements = 4000;  // of the tree
inline constexpr std::size_t kMostTableDepth = 16;       // of elements outside cells
inline constexpr std::size_t kMostCellDepth = 64;        // of elements within a cell
inline constexpr std::size_t kMostTableSymbols = 20'000; // of the texts of all cells
inline constexpr std::size_t kMostGridSlots = 4000;      // rows x columns
inline constexpr std::size_t kMostSpan = 1000;

struct TableElement {
    std::string tag; // "th" is made "td"
    std::size_t columnSpan = 1;
    std::size_t rowSpan = 1;
    // Of a cell: code points of its text, and one symbol above U+10FFFF for every inner tag that opens or closes.
    std::u32string content;
};

struct GridCell {
    std::size_t row = 0;
    std::size_t column = 0;
    std::size_t rowSpan = 1;
    std::size_t columnSpan = 1;
    std::u32string text; // runs of text between tags, joined by a space
};

struct HtmlGrid {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<GridCell> cells;
    std::vector<std::size_t> slots; // [rows, columns]: index of a cell; slots that the table leaves out have cells, too
};

struct HtmlTable {
    std::vector<TableElement> elements; // post-order; the table itself is the last
    TreeShape shape;                    // of the same
    std::size_t descendants = 0;        // elements below the table, those within cells counted, too
    HtmlGrid grid;
};

enum class InlineTags {
    Keep,
    Strip, // b, i, sup and sub go, their text stays
};

// The first table that is a child of the body; nothing when there is none. BadInput beyond the limits.
Result<std::optional<HtmlTable>> parseHtmlTable(std::string_view html, InlineTags inlineTags = InlineTags::Keep);

} // namespace palimpsest
