#pragma once
// Whether a sketch is that of a molecule at all: tables, staves and photographs have lines, too. Pure; any thread.

#include "pipelines/molecule/molecule_sketch.h"

namespace palimpsest {

// How much of it looks unlike a drawn molecule: bonds of other lengths than the rest, letters without a bond.
std::size_t oddities(const MoleculeSketch& sketch);

// Bonds are about as long as each other, meet at other angles than right ones, and hang together.
bool looksLikeMolecule(const MoleculeSketch& sketch);

} // namespace palimpsest
