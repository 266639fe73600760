#pragma once
// The decoded map of a mask as pixels of the page. Source: spec "Pasting the mask", the evaluator's variant: corners
// truncated to whole pixels, the map resized with an antialiased triangle filter, inside where it is above 0.

#include <cstddef>
#include <optional>
#include <span>

#include "engine/image/geometry.h"
#include "pipelines/page_result.h"

namespace palimpsest {

inline constexpr std::size_t kMaskMapSide = 64;

// `map` is [64, 64], `box` in page pixels. Empty when no pixel is left of the box after truncation, or it is inverted.
std::optional<PixelMask> pasteMask(
    std::span<const float> map, const RectF& box, std::size_t pageWidth, std::size_t pageHeight);

} // namespace palimpsest
