#pragma once
// From a drawing's atoms and bonds to a SMILES: wedges become centres, the lie of double bonds cis and trans. By RDKit,
// behind this door. Any thread.

#include <optional>
#include <string>

#include "pipelines/molecule/drawn_molecule.h"

namespace palimpsest {

// Nothing when there are no atoms, or more than 400. A structure that cannot be, a carbon with five bonds, is written
// as it is drawn.
[[nodiscard]] std::optional<std::string> smilesOf(const DrawnMolecule& drawn);

} // namespace palimpsest
