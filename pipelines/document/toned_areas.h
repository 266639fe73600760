#pragma once
// Pictures in continuous tone: photographs, grey or coloured fields. Areas in which even the lightest spots are darker
// than the paper. Pure; any thread.

#include <vector>

#include "engine/image/geometry.h"
#include "engine/image/rgb_image.h"
#include "pipelines/tiling/line_finder.h"

namespace palimpsest {

// Boxes of at least half an inch in both directions. Areas that hold print are none, nor is the ground that a page lies
// on. `lines`: of the page; `dpi`: its pixels per inch.
std::vector<RectF> tonedAreas(const RgbImage& page, const std::vector<FoundLine>& lines, double dpi);

inline constexpr double kLargestPrint = 0.4; // inches; larger shapes are part of a picture

// Whether so much print stands in the box that it is no picture.
bool holdsPrint(const RectF& box, const std::vector<FoundLine>& lines, double dpi);

} // namespace palimpsest
