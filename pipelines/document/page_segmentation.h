#pragma once
// Regions of a page that are no running text, found without a model: tables by their ruling lines, or by columns of
// short texts with white between them; staves of music by five lines at even distance; pictures by their halftone;
// drawings by their strokes. What is in doubt counts as text. Pure; any thread.

#include <vector>

#include "engine/image/rgb_image.h"
#include "pipelines/page_result.h"

namespace palimpsest {

// Labels "table", "staff", "figure" and "drawing", top to bottom; pixels of `page`, which is upright and straight.
// `dpi` 0: the page counts as a sheet of A4.
std::vector<PageRegion> segmentPage(const RgbImage& page, double dpi);

} // namespace palimpsest
