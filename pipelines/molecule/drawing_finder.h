#pragma once
// Where molecules are drawn on a page: ink with white around it that is no line of text. Works on the ink alone, before
// any reading.

#include <vector>

#include "engine/image/rgb_image.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

inline constexpr std::size_t kMostDrawings = 64; // of one page

// Boxes of their ink, row by row as people read. All the ink where nothing looks like a drawing; empty for a page
// without ink.
std::vector<PixelBox> findDrawings(const RgbImage& page);

} // namespace palimpsest
