#pragma once
// A picture of any shape as the square the vision tower takes, and the way back from a place in that square.

#include <cstddef>

#include "engine/image/geometry.h"
#include "engine/image/preprocessing.h"
#include "engine/image/rgb_image.h"

namespace palimpsest {

// `side` pixels square. The image must have at least one pixel.
RgbImage toSquare(const RgbImage& image, std::size_t side, const Preprocessing& preprocessing);

// Where a place in the square, given as fractions of its side, lies in the picture of width x height pixels; clamped to
// it.
PointF fromSquare(const PointF& fraction, std::size_t width, std::size_t height, const Preprocessing& preprocessing);
// The other way.
PointF ontoSquare(const PointF& place, std::size_t width, std::size_t height, const Preprocessing& preprocessing);

} // namespace palimpsest
