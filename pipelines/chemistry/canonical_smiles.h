#pragma once
// Whether a SMILES is a molecule, which one, and what is doubtful about it. By RDKit, behind this door. Any thread.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipelines/molecule/molecules.h"

namespace palimpsest {

enum class Stereo { Kept, WithoutCisTrans, Dropped };

// Numbered and unknown groups in brackets become "*". Nothing when it is no molecule, or has more than 10000 letters,
// 400 atoms or 128 rings.
[[nodiscard]] std::optional<std::string> canonicalSmiles(std::string_view smiles, Stereo stereo = Stereo::Kept);

struct CheckedMolecule {
    std::string canonical; // empty: it is no molecule
    std::vector<MoleculeWarning> warnings;
};

// The same with the reasons: valences, aromaticity, stereochemistry that is left open.
[[nodiscard]] CheckedMolecule checkMolecule(std::string_view smiles);

// Of Morgan fingerprints, radius 2, 2048 bits; 0 unless both are molecules.
[[nodiscard]] double tanimotoSimilarity(std::string_view a, std::string_view b);

} // namespace palimpsest
