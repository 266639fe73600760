#pragma once
// The circle within a ring that says that it is aromatic. Pure; any thread.

#include "pipelines/molecule/strokes.h"

namespace palimpsest {

struct RingCircle {
    PointF middle;
    double radius = 0; // pixels
};

// Whether the part is nothing but a circle; an O is one, too.
bool isCircle(const InkPart& part);

RingCircle circleOf(const InkPart& part);

} // namespace palimpsest
