#pragma once
// Brings the mask that the mask decoder gives for a box to the pixels of that box. Source: spec "Pasting the mask".
// Pure functions; any thread.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/image/geometry.h"

namespace palimpsest {

inline constexpr std::size_t kMaskSide = 64;     // of the decoder's square
inline constexpr std::uint8_t kSoftInside = 128; // and more, of 255, mean the object

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

// The mask decoder's square as it is kept: how likely each of its places is inside, half of the float and a half,
// clamped to 0..1, times 255. kSoftInside and more are what floats above zero are. [64, 64].
std::vector<std::uint8_t> softMapOf(std::span<const float> mask);

// A soft map upon the pixels of its box, the same as pasteMask takes, resized as Pillow's bilinear filter does: 0 to
// 255. kSoftInside and more are where the pasted mask is, but for pixels upon its edge that 8 bits do not tell apart.
PastedMask pasteSoftMap(std::span<const std::uint8_t> map, const RectF& box);

} // namespace palimpsest
