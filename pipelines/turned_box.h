#pragma once
// Boxes of a page that was read turned by quarters, as they stand to each other once it is upright. Pure.

#include "engine/image/geometry.h"

namespace palimpsest {

// Turned clockwise by 0, 90, 180 or 270 degrees about the origin. Turning on to 360 gives the box back.
[[nodiscard]] inline RectF turnedBox(const RectF& box, int degrees)
{
    switch (degrees) {
    case 90:
        return { -box.bottom, box.left, -box.top, box.right };
    case 180:
        return { -box.right, -box.bottom, -box.left, -box.top };
    case 270:
        return { box.top, -box.right, box.bottom, -box.left };
    default:
        return box;
    }
}

} // namespace palimpsest
