#pragma once
// A molecule as it stands in a drawing, its labels read. Plain values.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/image/geometry.h"
#include "pipelines/molecule/molecule_sketch.h"

namespace palimpsest {

struct DrawnAtom {
    PointF place;                      // y downwards, any unit
    std::string smiles;                // of the atom, or of a group whose first atom it is
    int charge = 0;                    // of that atom, beside what the SMILES says
    std::optional<int> hydrogens = {}; // that stand at that atom; none: nothing stands there
};

struct DrawnMolecule {
    std::vector<DrawnAtom> atoms;
    std::vector<SketchBond> bonds; // of atoms by their index
};

} // namespace palimpsest
