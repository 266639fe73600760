#pragma once
// A part of a page as a picture of its own.

#include "engine/image/rgb_image.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

// What of a box lies on the page.
PixelBox onPage(const PixelBox& box, const RgbImage& page);

// What of it lies on the page; at least one pixel must.
RgbImage pageCrop(const RgbImage& page, const PixelBox& box);

} // namespace palimpsest
