#pragma once
// An answer as SMILES (Weininger 1988, as OpenSMILES 1.0 has it): which letters are the molecule's and whether they can
// be one, told without chemistry. Takes anything a model can write, in time that grows with its length. Any thread.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pipelines/molecule/molecules.h"

namespace palimpsest {

inline constexpr std::size_t kLongestSmiles = 1024; // letters; an answer has 256 tokens
inline constexpr std::size_t kMostMoleculeWarnings = 16;

struct SmilesReading {
    std::string smiles;                    // up to the first space behind it, printable ASCII
    std::vector<std::string> atoms;        // as they are written: "C", "[Ph]"
    std::vector<MoleculeWarning> warnings; // each at most once, in the order of their appearance
};

SmilesReading readSmiles(std::string_view answer);

// What stands between brackets: the element's symbol, empty when it is none that there is. "13CH3+" gives "C".
[[nodiscard]] std::string elementOfBracket(std::string_view inside);

} // namespace palimpsest
