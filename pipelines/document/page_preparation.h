#pragma once
// Turns a page that lies on its side or its head, straightens one that went into the scanner a little crooked, and
// keeps the way back, so that what is found on the straight page lands on the original. Leptonica measures and turns.
// Pure functions; any thread.

#include <array>

#include "engine/image/geometry.h"
#include "pipelines/document/page_image.h"

namespace palimpsest {

inline constexpr double kLargestSkewDegrees = 5;

struct PageMeasurement {
    double skewDegrees = 0;    // how far the lines of print fall to the right; 0 where none can be told
    double skewConfidence = 0; // below 3 the angle means little
    double inkFraction = 0;    // dark on light, or light on dark, 0 to 0.5; a sheet of print has 0.02 to 0.15

    // 0 where it is not sure, or not worth turning the page for.
    [[nodiscard]] double sureSkew() const;
};

// Pages under 300 pixels a side are not measured for skew: they hold too few lines.
PageMeasurement measurePage(const RgbImage& image);

// A turn about the centre that takes a point of the straight page to the original one. Quarter turns are exact.
struct PageRotation {
    double degrees = 0;    // clockwise
    PointF straightCentre; // pixels of the straight page
    PointF originalCentre; // pixels of the original page

    [[nodiscard]] PointF toOriginal(const PointF& point) const;
    // Top left, top right, bottom right, bottom left of the box as it stands on the original.
    [[nodiscard]] std::array<PointF, 4> cornersOnOriginal(const RectF& box) const;
    // The upright box round these corners.
    [[nodiscard]] RectF toOriginal(const RectF& box) const;
    // The upright box round where a box of the original stands on the straight page.
    [[nodiscard]] RectF toStraight(const RectF& box) const;
    // Where the straight page came out of a page that `before` takes to the original.
    [[nodiscard]] PageRotation after(const PageRotation& before) const;
};

// Clockwise, by 0, 90, 180 or 270 degrees, and the way back.
RgbImage turned(const RgbImage& image, int degrees);
PageRotation rotationBack(const RgbImage& original, int degrees);

struct StraightPage {
    PageImage page;              // larger than the original where it was turned: no corner is lost, new ones are white
    PageRotation rotation;       // identity where nothing was turned
    PageMeasurement measurement; // of the original
};

// Turns the page when the skew is sure and worth it: from 0.2 degrees, where a line drifts by a third of its height
// across a sheet, to kLargestSkewDegrees.
StraightPage straightenPage(PageImage page);

} // namespace palimpsest
