#pragma once
// Ink that hangs together: letters, dots, rules, pictures.

#include <cstddef>
#include <vector>

#include "pipelines/tiling/ink_map.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

struct InkComponent {
    PixelBox box;
    std::size_t pixelCount = 0;
};

// Neighbours touch along sides and corners. In the order of their first pixel, row by row.
std::vector<InkComponent> findComponents(const InkMap& map);

} // namespace palimpsest
