#pragma once
// What letters at an atom say: "NH2", "Cl", "OMe", "HO2C" as a piece of SMILES. Pure; any thread.

#include <string>
#include <string_view>

namespace palimpsest {

struct LabelMeaning {
    std::string smiles;  // its first atom is the one that the bond comes to; empty: nobody knows
    int hydrogens = 0;   // at that atom
    std::string letters; // the label with its confusions put right, as chemists would write it
};

// `text` is what was read. `anchor`: where between its left and its right end the bonds come to it, 0 to 1; of a
// group such as HO2C that is the end.
LabelMeaning meaningOf(std::string_view text, double anchor);

} // namespace palimpsest
