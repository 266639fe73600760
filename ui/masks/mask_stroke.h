#pragma once
// A stroke of a brush or an eraser, or a polygon, upon a mask. Plain values and a pure function; any thread.

#include <cstddef>
#include <vector>

#include "pipelines/page_result.h"

namespace palimpsest {

enum class MaskTool { Brush, Eraser }; // what is covered: inside from now on, or no longer

enum class MaskForm {
    Line,    // the way of a round tip from point to point
    Polygon, // its corners, the last one joined to the first; even-odd where it crosses itself
};

struct MaskStroke {
    MaskTool tool = MaskTool::Brush;
    double radius = 1;          // of the tip, in page pixels as the points; 0 for a polygon
    std::vector<PointF> points; // one for a dot, three or more for a polygon
    MaskForm form = MaskForm::Line;
};

// The mask after the stroke: pixels whose centres it covers are inside, or no longer. Its rectangle is as tight as its
// pixels, and nothing lies beyond a page of that size; without a pixel left, it has no size. It has no
// soft map: a person says inside or outside, and how likely it was before says nothing of that.
[[nodiscard]] PixelMask withStroke(
    const PixelMask& mask, const MaskStroke& stroke, std::size_t pageWidth, std::size_t pageHeight);

} // namespace palimpsest
