#pragma once
// An image of the model's input size as the rows the patch embedding multiplies.

#include <cstddef>

#include "engine/image/rgb_image.h"

namespace palimpsest {

// Writes [patches, 3 * patchSize^2] to `out`, pixels in [-1, 1]; patches in row-major order over the grid, each
// flattened as (channel, row, column) with the column fastest. Both sides of the image must be multiples of patchSize.
void patchify(const RgbImage& image, std::size_t patchSize, float* out);

} // namespace palimpsest
