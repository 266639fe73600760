#pragma once
// The order in which people read the lines of a page: a recursive XY-cut over their boxes. Wide empty columns part the
// page first where there are lines beside lines, then empty rows do.

#include <vector>

#include "pipelines/tiling/line_finder.h"

namespace palimpsest {

std::vector<FoundLine> inReadingOrder(std::vector<FoundLine> lines);

} // namespace palimpsest
