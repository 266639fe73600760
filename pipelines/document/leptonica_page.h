#pragma once
// Pages as Leptonica holds them, for the files of this folder that measure and turn them. Pure functions; any thread.

#include <leptonica/allheaders.h>
#include <memory>
#include <vector>

#include "engine/image/geometry.h"
#include "engine/image/rgb_image.h"

namespace palimpsest {

struct PixRelease {
    void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using UniquePix = std::unique_ptr<Pix, PixRelease>;

// Leptonica complains on stderr about every page without lines, which is no fault.
void silenceLeptonica();

// 32 bits a pixel. Null where memory runs out, as of all that follows.
UniquePix toPix(const RgbImage& image);
RgbImage toRgb(Pix* pix);

// Share of the pixels that are 1.
double inkOf(Pix* bilevel);

// Of what hangs together of the pixels that are 1; none of a null mask.
std::vector<RectF> componentBoxes(Pix* bilevel);

// One where there is ink. Uneven light is evened out first; where most would be ink, the print is light on dark.
UniquePix inkMask(Pix* colours);

} // namespace palimpsest
