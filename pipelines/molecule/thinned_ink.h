#pragma once
// Ink worn down to lines of one pixel, and how thick it was there. Pure; any thread.

#include <vector>

#include "pipelines/tiling/ink_map.h"

namespace palimpsest {

struct ThinnedInk {
    InkMap lines;             // what hung together still does, along sides and corners
    std::vector<float> depth; // [height, width], pixels from the middle of an ink pixel to the paper; 0: paper
};

// Zhang and Suen, "A fast parallel algorithm for thinning digital patterns" (1984), and after it the corners that an
// 8-connected line does not need; the depth by a chamfer of 3 and 4 (Borgefors 1986).
ThinnedInk thinned(const InkMap& ink);

} // namespace palimpsest
