#pragma once
// What the letters at the atoms leave no choice about: an O without a hydrogen is held by a double bond, a nitrogen
// with four bonds has a charge. Drawings say it by lines too short to be told apart. Pure; any thread.

#include "pipelines/molecule/drawn_molecule.h"

namespace palimpsest {

[[nodiscard]] DrawnMolecule withSettledBonds(DrawnMolecule drawn);

} // namespace palimpsest
