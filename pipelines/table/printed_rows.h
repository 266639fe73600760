#pragma once
// Rows of print in a table: lines beside each other taken together. Pure; any thread.

#include <cstddef>
#include <span>
#include <vector>

#include "pipelines/tiling/line_finder.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

struct PrintedRows {
    std::vector<PixelBox> boxes;    // top to bottom, a little less high than the print, for descenders reach far
    std::vector<std::size_t> rowOf; // of each line
};

PrintedRows printedRows(std::span<const FoundLine> lines);

} // namespace palimpsest
