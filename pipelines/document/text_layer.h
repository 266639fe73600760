#pragma once
// The text that a page of a document holds by itself, where it is good enough to stand for a reading: it covers the
// print that is seen, and its symbols are those of a text. Pure; any thread.

#include <optional>
#include <vector>

#include "engine/image/rgb_image.h"
#include "pipelines/document/page_source.h"
#include "pipelines/page_result.h"

namespace palimpsest {

// Empty where there is none, next to none, less than the page shows (a stamp or a page number upon a scan), or signs
// that nobody can read. `page`: as the words' boxes have it.
std::optional<OcrResult> textLayerOf(const std::vector<OwnWord>& words, const RgbImage& page);

// What of it stands in a part of the page, and what stands outside of all of these.
OcrResult textWithin(const OcrResult& text, const RectF& part);
OcrResult textOutside(const OcrResult& text, const std::vector<RectF>& parts);

} // namespace palimpsest
