#pragma once
// Resampling, bit for bit as Pillow does it: spec "The exact Pillow bicubic" for 8-bit pixels, and the same algorithm
// for float planes (masks). Shrinking widens the filter, so both kernels are antialiased. Free of state.

#include <cstddef>
#include <span>
#include <vector>

#include "engine/image/preprocessing.h"
#include "engine/image/rgb_image.h"

namespace palimpsest {

// All four sides must be at least 1. A side that keeps its length is not filtered.
RgbImage resize(const RgbImage& image, std::size_t width, std::size_t height, ResizeKernel kernel);

// The same for one plane of floats: [height, width] in, [newHeight, newWidth] out; sums in f64, nothing is clamped.
std::vector<float> resizePlane(std::span<const float> plane, std::size_t width, std::size_t height,
    std::size_t newWidth, std::size_t newHeight, ResizeKernel kernel);

} // namespace palimpsest
