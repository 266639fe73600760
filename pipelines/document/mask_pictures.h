#pragma once
// Masks as PNG pictures of the page's size, for programs that read pixels. Any thread.

#include <string>

#include "engine/base/result.h"
#include "pipelines/page_result.h"

namespace palimpsest {

// One picture of all masks: a pixel's palette index is the place of its segment in the result, from 1; 0 is the page.
// Where masks overlap, the later one shows. Unsupported: more than 255 segments. The bytes of the file.
Result<std::string> indexedMaskPng(const PageResult& result, const Segments& segments);

// One mask: grey, 255 inside and 0 outside. The bytes of the file.
Result<std::string> maskPng(const PageResult& result, const PixelMask& mask);

} // namespace palimpsest
