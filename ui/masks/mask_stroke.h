#pragma once
// A stroke of a brush or an eraser upon a mask. Plain values and a pure function; any thread.

#include <cstddef>
#include <vector>

#include "pipelines/page_result.h"

namespace palimpsest {

enum class MaskTool { Brush, Eraser };

struct MaskStroke {
    MaskTool tool = MaskTool::Brush;
    double radius = 1;          // page pixels, as the points
    std::vector<PointF> points; // one for a dot
};

// The mask after the stroke: what its round tip covered between the points is inside, or no longer. Its rectangle is as
// tight as its pixels, and nothing lies beyond a page of that size; without a pixel left, it has no size. It has no
// soft map: a person says inside or outside, and how likely it was before says nothing of that.
[[nodiscard]] PixelMask withStroke(
    const PixelMask& mask, const MaskStroke& stroke, std::size_t pageWidth, std::size_t pageHeight);

} // namespace palimpsest
