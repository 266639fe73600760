#pragma once
// Which lines of print begin a row of a table: not what goes on within the cells of the row above. Pure; any thread.

#include <span>
#include <vector>

#include "pipelines/table/grid_edges.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

struct RowStarts {
    std::vector<bool> begins; // of each printed row, top to bottom
    // Rows that fill most of the columns follow each other with no rule between them, as in a price list with one rule
    // below the header and one above the sum.
    bool severalBetweenRules = false;
};

// A line that fills at most half of the columns, the last one not, and stands closer to the line above than rows of the
// table do, goes on with the row above. So does, closer too, what stands between the names of the columns and the rule
// below them. `printed`: boxes of the printed rows, to which groups refer; `across` the edges of the columns; `blocks`
// the edges given by rules, and the table's own.
RowStarts rowStarts(std::span<const PixelBox> printed, std::span<const WordGroup> groups,
    const std::vector<int>& across, const std::vector<int>& blocks);

} // namespace palimpsest
