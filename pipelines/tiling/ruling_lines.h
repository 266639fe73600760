#pragma once
// The straight lines that tables are ruled with, told by the ink alone. Pure; any thread.

#include <vector>

#include "pipelines/tiling/ink_map.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

struct RulingLines {
    std::vector<PixelBox> across; // top to bottom
    std::vector<PixelBox> down;   // left to right
};

// `textHeight`: of the print beside them, in pixels; no stroke of a letter is as long as a line, no filled box as thin.
// A line that is broken comes in pieces.
RulingLines findRulingLines(const InkMap& ink, double textHeight);

} // namespace palimpsest
