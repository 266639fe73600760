#pragma once
// Where the rows and columns of a printed table are parted: at its ruling lines, or in the white between them. Pure;
// any thread.

#include <span>
#include <vector>

#include "pipelines/tiling/line_finder.h"
#include "pipelines/tiling/pixel_box.h"
#include "pipelines/tiling/ruling_lines.h"

namespace palimpsest {

// Words with no more between them than a space.
struct WordGroup {
    PixelBox box;
    std::size_t row = 0; // of print
};

struct GridEdges {
    std::vector<int> across; // columns + 1, left to right
    std::vector<int> down;   // rows + 1, top to bottom
    bool ruledColumns = false;
    bool ruledRows = false;
};

// Pixels: between lines that are one; between words, at most; between words of two cells, surely; by which print
// reaches over an edge.
struct TableMeasures {
    double textHeight = 0;
    [[nodiscard]] double sameLine() const { return 0.5 * textHeight; }
    [[nodiscard]] double wordGap() const { return 0.5 * textHeight; }
    [[nodiscard]] double cellGap() const { return 1.2 * textHeight; }
    [[nodiscard]] double crossing() const { return 0.3 * textHeight; }
};

std::vector<WordGroup> groupsOf(std::span<const FoundLine> lines, const TableMeasures& measures);

// Of one table, with at least one line of print.
GridEdges findEdges(std::span<const FoundLine> lines, const RulingLines& rules, const TableMeasures& measures);

} // namespace palimpsest
