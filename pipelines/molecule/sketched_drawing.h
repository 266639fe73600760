#pragma once
// A drawing on a page, cut out for a closer look. Pure; any thread.

#include "engine/image/geometry.h"
#include "engine/image/rgb_image.h"
#include "pipelines/molecule/molecule_sketch.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

struct SketchedDrawing {
    RgbImage picture; // enlarged where its strokes are thin or short
    double scale = 1; // pixels of the picture for one of the page
    PixelBox shown;   // of the page
    MoleculeSketch sketch;
};

SketchedDrawing sketched(const RgbImage& page, const PixelBox& box);

// Whether it can be a molecule, as far as its strokes tell.
bool showsMolecule(const RgbImage& page, const RectF& box);

} // namespace palimpsest
