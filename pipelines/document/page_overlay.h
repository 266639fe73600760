#pragma once
// A page with boxes, tags and masks drawn upon it, for people to look at. Needs a DocumentRuntime; any thread.

#include <span>
#include <string>

#include "engine/image/geometry.h"
#include "engine/image/rgb_image.h"
#include "pipelines/document/page_image.h"
#include "pipelines/page_result.h"

namespace palimpsest {

struct OverlayBox {
    RectF box;                       // page pixels; outlined just outside, so that nothing is covered
    std::string label;               // UTF-8, on a tag at the upper edge; one colour a label; empty: no tag
    bool dashed = false;             // a box that is not to be trusted
    const PixelMask* mask = nullptr; // tints the pixels that are 1
};

RgbImage drawOverlay(const PageImage& page, std::span<const OverlayBox> items);

} // namespace palimpsest
