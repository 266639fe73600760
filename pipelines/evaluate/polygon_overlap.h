#pragma once
// Areas of outlines, exactly. An outline is its corners in order, either way round; the last joins the first. It may
// bend inwards but does not cross itself. Pure functions.

#include <span>

#include "engine/image/geometry.h"

namespace palimpsest {

[[nodiscard]] double outlineArea(std::span<const PointF> outline);

// Of what lies within both.
[[nodiscard]] double commonArea(std::span<const PointF> a, std::span<const PointF> b);

} // namespace palimpsest
