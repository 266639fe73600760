#pragma once
// A drawn molecule as atoms, bonds and labels, from the ink alone. Pure; any thread.

#include <vector>

#include "engine/image/rgb_image.h"
#include "pipelines/molecule/molecule_sketch.h"
#include "pipelines/tiling/ink_map.h"

namespace palimpsest {

// Without atoms where no bond is seen, or so many strokes that it is no drawing of a molecule.
MoleculeSketch findSketch(const InkMap& drawing);

// The same of a picture, with the threshold between paper and ink by which it looks least odd: where letters touch
// bonds, less ink is more.
MoleculeSketch findSketch(const RgbImage& drawing);

// What else the drawing may be, by other thresholds: sketches that look like molecules and differ from this one and
// from each other.
std::vector<MoleculeSketch> otherSketches(const RgbImage& drawing, const MoleculeSketch& seen);

} // namespace palimpsest
