#pragma once
// What was read, set in print of its own in the place and size of the lines it was read from. Needs a DocumentRuntime;
// any thread.

#include "engine/image/rgb_image.h"
#include "pipelines/document/page_image.h"
#include "pipelines/page_result.h"

namespace palimpsest {

// A white sheet of the page's size. A line has one size of letters, that of most of its pieces; where a word was
// missed, a gap shows.
RgbImage drawTextSheet(const PageImage& page, const OcrResult& read);

} // namespace palimpsest
