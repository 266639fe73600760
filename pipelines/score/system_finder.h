#pragma once
// Systems of music on a page: staves of five lines, and which of them sound together. Works on the ink alone: the rows
// in which long horizontal strokes lie (a projection profile), in fives at equal distances. Lines may fall or climb by
// up to a degree.

#include <vector>

#include "engine/image/rgb_image.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

struct FoundStaff {
    PixelBox box;     // from the top line to the bottom line, from their higher end to their lower
    double space = 0; // pixels from one line to the next
};

struct FoundSystem {
    PixelBox box;                   // of its ink, ledger lines and signs above and below included
    std::vector<FoundStaff> staves; // top to bottom
};

// Top to bottom. Empty where no staff can be told.
std::vector<FoundSystem> findSystems(const RgbImage& page);

} // namespace palimpsest
