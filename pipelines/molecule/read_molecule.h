#pragma once
// Text to a molecule, whoever wrote it: a model or a person. Any thread.

#include <string_view>

#include "pipelines/molecule/molecules.h"

namespace palimpsest {

// What is the molecule's of it, and all that is doubtful about it; without box, confidence and answer.
[[nodiscard]] Molecule readMolecule(std::string_view text);

} // namespace palimpsest
