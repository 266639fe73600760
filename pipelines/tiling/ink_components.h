#pragma once
// Ink that hangs together: letters, dots, rules, pictures.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "pipelines/tiling/ink_map.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

struct InkComponent {
    PixelBox box;
    std::size_t pixelCount = 0;
};

struct LabelledInk {
    std::vector<InkComponent> components;
    std::vector<std::uint32_t> of; // [height, width]: which component an ink pixel belongs to; 0 for paper, too
};

// Neighbours touch along sides and corners. In the order of their first pixel, row by row.
std::vector<InkComponent> findComponents(const InkMap& map);
LabelledInk labelComponents(const InkMap& map);

} // namespace palimpsest
