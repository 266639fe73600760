#pragma once
// A picture of any shape as the square the vision tower takes, and the way back from a place in that square.
// Preprocessing belongs to the checkpoint: the capability manifest says which of these a model was trained with.

#include <cstddef>

#include "engine/image/geometry.h"
#include "engine/image/resize.h"
#include "engine/image/rgb_image.h"

namespace palimpsest {

enum class SquareFit {
    Stretch,  // both sides resized independently, the aspect ratio ignored
    PadWhite, // white added to a square of the longer side, then resized
};

enum class PadAnchor { TopLeft, Centre }; // where the picture lies in the padded square

struct SquareOptions {
    SquareFit fit = SquareFit::Stretch;
    PadAnchor anchor = PadAnchor::TopLeft;
    ResizeKernel kernel = ResizeKernel::Bicubic;

    friend bool operator==(const SquareOptions&, const SquareOptions&) = default;
};

// `side` pixels square. The image must have at least one pixel.
RgbImage toSquare(const RgbImage& image, std::size_t side, const SquareOptions& options);

// Where a place in the square, given as fractions of its side, lies in the picture of width x height pixels; clamped to
// it.
PointF fromSquare(const PointF& fraction, std::size_t width, std::size_t height, const SquareOptions& options);

} // namespace palimpsest
