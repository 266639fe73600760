#pragma once
// Columns of running text beside each other that a narrow gutter parts, on pages that have lines over the whole width
// above or below them. Pure; any thread.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "pipelines/tiling/line_finder.h"

namespace palimpsest {

// Lines [first, last) of those given stand beside each other: what begins at `edge` or to the right of it is the right
// column, all else the left one.
struct ColumnPair {
    std::size_t first = 0;
    std::size_t last = 0;
    int edge = 0;
};

// A gutter is as wide as four fifths of a line is high, white along five lines on both sides at least, and what stands
// there is as wide as running text: the cells of a table are not. `lines`: by their top edge. The pair with most lines.
std::optional<ColumnPair> columnPair(std::span<const FoundLine> lines);

// Lines that were taken for one across a gutter, parted there. In no order.
std::vector<FoundLine> partedAtGutters(std::vector<FoundLine> lines);

} // namespace palimpsest
