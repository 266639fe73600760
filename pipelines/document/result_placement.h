#pragma once
// Takes what was found on a page that was turned, straightened or drawn at another size back to the page as it came.
// Pure; any thread.

#include <cstddef>

#include "engine/image/rgb_image.h"
#include "pipelines/document/page_preparation.h"
#include "pipelines/page_result.h"

namespace palimpsest {

// Every box becomes the upright box round its turned corners, kept within the original. Masks come along where
// the page was turned by quarters alone; they would have to be drawn anew otherwise, and are left out.
void moveToOriginal(PageResult& result, const PageRotation& rotation, const RgbImage& original);

// Found on a part that was cut out of a page: its corner lies at (left, top). Masks come along.
void placeOnPage(PageResult& result, std::size_t left, std::size_t top, const RgbImage& page);

// From the size the page was read at to this one. Where that differs, a mask is what its soft map makes of the box, and
// is left out where it has none.
void scaleTo(PageResult& result, std::size_t width, std::size_t height);

} // namespace palimpsest
