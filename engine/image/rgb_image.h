#pragma once
// 8-bit RGB pixels in memory, rows top to bottom, no padding between rows. A plain value.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace palimpsest {

struct RgbImage {
    std::size_t width = 0;
    std::size_t height = 0;
    std::vector<std::uint8_t> pixels; // [height, width, 3]
};

} // namespace palimpsest
