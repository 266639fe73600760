#pragma once
// Bond lines and labels put together: ends that meet are atoms, ends that point at letters are theirs. Pure; any
// thread.

#include <vector>

#include "pipelines/molecule/bond_lines.h"
#include "pipelines/molecule/label_finder.h"
#include "pipelines/molecule/molecule_sketch.h"

namespace palimpsest {

MoleculeSketch buildSketch(std::vector<BondLine> lines, FoundLabels labels, double bondLength);

} // namespace palimpsest
