#pragma once
// What is doubtful about a molecule as one line: "invalid_valence 3 open_ring", the atom behind what it is.

#include <string>
#include <vector>

#include "pipelines/molecule/molecules.h"
#include "pipelines/protocol/molecule_words.h"
#include "pipelines/protocol/result_words.h"

namespace palimpsest {

inline std::string warningText(const std::vector<MoleculeWarning>& warnings)
{
    std::string text;
    for (const MoleculeWarning& warning : warnings)
        text += (text.empty() ? "" : " ") + std::string(wordOf(warning.fault))
            + (warning.atom ? " " + std::to_string(*warning.atom) : std::string());
    return text;
}

} // namespace palimpsest
