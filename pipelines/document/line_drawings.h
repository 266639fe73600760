#pragma once
// Drawings in lines: molecules, sketches, curves. Thin strokes that hang together and are much taller than the print,
// slanted or curved, with few letters among them. Frames and grids are none. Pure; any thread.

#include <vector>

#include "engine/image/geometry.h"
#include "engine/image/rgb_image.h"
#include "pipelines/tiling/line_finder.h"

namespace palimpsest {

// Boxes round their ink, with the letters that stand at them. `lines`: of the page; `dpi`: its pixels per inch.
std::vector<RectF> lineDrawings(const RgbImage& page, const std::vector<FoundLine>& lines, double dpi);

} // namespace palimpsest
