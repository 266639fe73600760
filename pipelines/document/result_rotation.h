#pragma once
// Takes what was found on a straightened page back to the page as it came. Pure; any thread.

#include "engine/image/rgb_image.h"
#include "pipelines/document/page_preparation.h"
#include "pipelines/page_result.h"

namespace palimpsest {

// Every box becomes the upright box round its turned corners, kept within the original. Masks are left out: they would
// have to be drawn anew.
void moveToOriginal(PageResult& result, const PageRotation& rotation, const RgbImage& original);

} // namespace palimpsest
