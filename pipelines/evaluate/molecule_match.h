#pragma once
// Molecules against molecules: whether two SMILES mean the same, as the evaluator of MolScribe (Y. Qian et
// al., J. Chem. Inf. Model. 2023) decides it, and how alike their fingerprints are.

#include <string_view>

namespace palimpsest {

struct MoleculeMatch {
    bool valid = false;           // what was found is a molecule
    bool exact = false;           // the same molecule, stereo bonds and chirality included
    bool withoutCisTrans = false; // the same but for marks of double bonds
    bool graph = false;           // the same atoms and bonds
    bool chiralTruth = false;     // the truth marks chirality
    double tanimoto = 0;          // of Morgan fingerprints, radius 2, 2048 bits; 0 unless both are molecules
};

// What is no molecule matches only the very same text; an empty truth matches nothing.
[[nodiscard]] MoleculeMatch matchMolecules(std::string_view found, std::string_view truth);

} // namespace palimpsest
