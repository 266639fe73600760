#pragma once
// Masks that end where the colour does. A mask decoder draws 64 x 64 places, and a small model sees only about how a
// thing lies in its box; the page shows where it ends. Pure; any thread.

#include <optional>

#include "engine/image/rgb_image.h"
#include "pipelines/page_result.h"

namespace palimpsest {

// The pixels in and around `mask` whose colours are those inside it rather than those around it, with a soft map of
// their own, in a rectangle of their own. Two histograms of colours, weighed by the mask, then by what they say
// themselves, as in C. Rother, V. Kolmogorov, A. Blake, "GrabCut", 2004, with a mean over the neighbours in place of
// the graph cut. Empty where the mask has no soft map, or where the colours would make another thing of it: less than
// half of both would be common.
std::optional<PixelMask> withColourEdges(const RgbImage& page, const PixelMask& mask);

} // namespace palimpsest
