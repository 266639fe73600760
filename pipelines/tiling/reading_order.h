#pragma once
// The order in which people read the lines of a page: a recursive XY-cut over their boxes. Wide empty columns part the
// page first where there are lines beside lines, then wide empty rows do, then the gutters between columns of running
// text with what is above and below them, then empty rows. Lines that were taken for one across a gutter are parted.

#include <vector>

#include "pipelines/tiling/line_finder.h"

namespace palimpsest {

std::vector<FoundLine> inReadingOrder(std::vector<FoundLine> lines);

} // namespace palimpsest
