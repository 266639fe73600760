#pragma once
// Pictures of what was found on a page, for people to look at. Needs a DocumentRuntime; any thread.

#include <span>
#include <string>

#include "engine/image/geometry.h"
#include "engine/image/rgb_image.h"
#include "pipelines/document/page_image.h"
#include "pipelines/page_result.h"

namespace palimpsest {

enum class OverlayOutline { Solid, Dashed, None };

struct OverlayItem {
    RectF box;                                      // page pixels
    std::string label;                              // UTF-8; may be empty
    OverlayOutline outline = OverlayOutline::Solid; // just outside the box, so that it covers nothing
    const PixelMask* mask = nullptr;                // tints the pixels that are 1
};

enum class OverlayLabels {
    OnPage,     // a coloured tag above each box, one colour a label: for a few objects
    BesidePage, // a second sheet to the right, with each text in the place and size of its box: for a page of print
};

RgbImage drawOverlay(const PageImage& page, std::span<const OverlayItem> items, OverlayLabels labels);

} // namespace palimpsest
