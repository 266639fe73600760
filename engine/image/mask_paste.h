#pragma once
// Brings the mask that the mask decoder gives for a box to the pixels of that box. Source: spec "Pasting the mask".
// Pure functions; any thread.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/image/geometry.h"

namespace palimpsest {

inline constexpr std::size_t kMaskSide = 64; // of the decoder's square

// The pixels of a box; outside it nothing belongs to the object. No pixels (width and height 0) when the box is empty
// or inverted.
struct PastedMask {
    std::size_t left = 0; // page pixels
    std::size_t top = 0;
    std::size_t width = 0;
    std::size_t height = 0;
    std::vector<std::uint8_t> values; // [height, width]
};

// As the reference evaluator counts: corners truncated to whole pixels, the floats resized as Pillow's bilinear filter
// does, and 1 where they are above zero, else 0. For export and measurement.
PastedMask pasteMask(std::span<const float> mask, const RectF& box);

// As the demonstrations show it: corners rounded, the mask as 8-bit opacity resized as Pillow's bicubic filter does.
// 128 and more mean the object. For showing on top of the page.
PastedMask pasteSoftMask(std::span<const float> mask, const RectF& box);

} // namespace palimpsest
