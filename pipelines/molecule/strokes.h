#pragma once
// A line drawing as straight strokes: the middle of its ink, cut where it bends or forks. Pure; any thread.

#include <cstddef>
#include <vector>

#include "engine/image/geometry.h"
#include "pipelines/tiling/ink_map.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

struct Stroke {
    PointF from; // pixels of the drawing
    PointF to;
    double depthFrom = 0; // half the thickness at either end, by a line through what it is between
    double depthTo = 0;
};

// Ink that hangs together.
struct InkPart {
    PixelBox box;
    std::size_t pixelCount = 0;
    std::vector<Stroke> strokes;
    bool isLetter = false; // told from the bonds it hangs together with
};

struct LineDrawing {
    std::vector<InkPart> parts;
    double depth = 0; // half the usual thickness of a stroke
    PixelBox paper;   // all of the drawing
};

// Parts thicker than any line, pictures and filled shapes, have no strokes.
LineDrawing findStrokes(const InkMap& ink);

} // namespace palimpsest
