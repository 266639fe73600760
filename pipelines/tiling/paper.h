#pragma once
// The colour of the paper around what is printed. Pure; any thread.

#include <array>
#include <cstdint>

#include "engine/image/rgb_image.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

using Colour = std::array<std::uint8_t, 3>;

// The usual colour along the edges of a box that lies on the page, channel by channel.
Colour paperAround(const RgbImage& page, const PixelBox& box);

} // namespace palimpsest
