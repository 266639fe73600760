#pragma once
// Whether a page lies on its side or on its head, told from its print. Three signs have to agree: letters stand closer
// along a line than across lines, dots stand above letters and not below them, and more letters of Latin print rise
// above the line than hang below it (Leptonica counts these). Print without dots, or in a script in which more letters
// hang than rise, is left as it is. Pure; any thread.

#include "engine/image/rgb_image.h"

namespace palimpsest {

inline constexpr double kSureOrientation = 8; // Leptonica's own advice

struct PageOrientation {
    int rotation = 0; // degrees clockwise that would bring the page upright: 0, 90, 180 or 270
    // Of the weaker sign for it, in half standard deviations from as many signs against it; 0 where they disagree.
    double confidence = 0;
};

PageOrientation measureOrientation(const RgbImage& page);

// What measureOrientation() says where that is sure, else 0.
int sureRotation(const RgbImage& page);

} // namespace palimpsest
