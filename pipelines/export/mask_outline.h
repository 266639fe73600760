#pragma once
// The outlines of a mask as rings of points.

#include <vector>

#include "engine/image/geometry.h"
#include "pipelines/page_result.h"

namespace palimpsest {

struct MaskRing {
    std::vector<PointF> points; // page pixels, at the corners of pixels; the last one joins the first
    bool hole = false;          // outer rings run clockwise as seen on the page, holes the other way
};

// Along the edges of the pixels, then straightened where that moves no point further than this, in pixels. Pixels that
// touch at a corner alone are two rings.
inline constexpr double kOutlineTolerance = 0.75;
std::vector<MaskRing> maskOutline(const PixelMask& mask, double tolerance = kOutlineTolerance);

} // namespace palimpsest
