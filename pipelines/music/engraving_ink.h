#pragma once
// Ink that is moved and laid together. Part of engraving; pure.

#include "pipelines/music/engraving.h"

namespace palimpsest {

void append(Ink& ink, const Ink& other, const PointF& shift);

// The box about everything; of no ink, an empty one at the origin.
RectF inkBox(const Ink& ink);

// A bar of ink that lies across or upright.
InkPolygon filledBox(const RectF& box, std::size_t note = kNoNote);

// The glyph with its left edge at x.
InkGlyph glyphFrom(MusicGlyph glyph, const PointF& at, double scale = 1, std::size_t note = kNoNote);
double widthOf(MusicGlyph glyph);

// The point of a cubic curve, t from 0 to 1.
PointF pointOn(const std::array<PointF, 4>& curve, double t);

// Both edges of a curve that is thin at its ends, as cubic curves between the same two points.
std::array<std::array<PointF, 4>, 2> edgesOf(const InkCurve& curve);

} // namespace palimpsest
