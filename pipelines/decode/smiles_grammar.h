#pragma once
// SMILES letter by letter, as far as a model can be kept to it without chemistry: brackets and branches are balanced,
// rings closed before the end, bonds between atoms. An automaton for decode/grammar_mask.h.

#include <bitset>
#include <cstddef>

namespace palimpsest {

class SmilesGrammar {
public:
    bool take(char letter);
    [[nodiscard]] bool mayEnd() const;

private:
    enum class Place {
        AtomWanted, // at the beginning, behind a bond or a dot
        BranchOpened,
        AfterAtom, // or behind a ring number or a branch
        RingBond,  // a bond that an atom or a ring number may follow
        Bracket,
        Percent, // the first digit of a ring number is wanted
        PercentDigit,
    };

    bool takeAtom(char letter);
    bool takeRing(std::size_t number);

    static constexpr std::size_t kRings = 100;
    static constexpr std::size_t kMostBranches = 64;

    Place m_place = Place::AtomWanted;
    char m_before = '\0'; // of an atom of two letters
    std::size_t m_branches = 0;
    std::size_t m_percent = 0;
    bool m_symbolSeen = false; // in a bracket
    std::bitset<kRings> m_openRings;
    std::bitset<kRings> m_ringsOfAtom;
};

} // namespace palimpsest
