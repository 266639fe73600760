#pragma once
// What a sketch says by its whole rather than by a line: crossing bonds, ions side by side, circles in rings. Pure; any
// thread.

#include <span>

#include "pipelines/molecule/molecule_sketch.h"
#include "pipelines/molecule/ring_circles.h"

namespace palimpsest {

// An ion's letter that no bond reaches stands beside its partner, and the bond is too short to be drawn.
void joinCharges(MoleculeSketch& sketch);

// Where two bonds cross there is no atom. Atoms without bonds go as well.
void uncrossBonds(MoleculeSketch& sketch);

// The bonds around a circle.
void markAromatic(MoleculeSketch& sketch, std::span<const RingCircle> circles);

} // namespace palimpsest
