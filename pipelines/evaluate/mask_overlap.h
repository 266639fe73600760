#pragma once
// Masks against masks. mIoU is the mean of the overlaps of all expressions, oIoU the sum of intersections over the sum
// of unions, in which large objects weigh more.

#include <cstddef>
#include <span>

#include "pipelines/page_result.h"

namespace palimpsest {

struct MaskOverlap {
    std::size_t common = 0; // pixels inside both
    std::size_t either = 0; // inside one or both

    [[nodiscard]] double overUnion() const; // 0 where both are empty
    MaskOverlap& operator+=(const MaskOverlap& other);
};

// Rectangles may lie anywhere on the page; a pixel beyond the rectangle of its mask is outside.
[[nodiscard]] MaskOverlap overlapOf(const PixelMask& found, const PixelMask& truth);

// The pixels inside any of the masks.
[[nodiscard]] PixelMask unitedMask(std::span<const PixelMask> masks);

} // namespace palimpsest
