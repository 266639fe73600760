#pragma once
// The words that JSON and tables use for what is doubtful about a molecule.

#include <array>
#include <string_view>
#include <utility>

#include "pipelines/molecule/molecules.h"

namespace palimpsest {

inline constexpr std::array<std::pair<MoleculeFault, std::string_view>, 13> kMoleculeFaultWords{ {
    { MoleculeFault::EmptyAnswer, "empty_answer" },
    { MoleculeFault::UnexpectedCharacter, "unexpected_character" },
    { MoleculeFault::MisplacedBond, "misplaced_bond" },
    { MoleculeFault::UnbalancedBranch, "unbalanced_branch" },
    { MoleculeFault::UnbalancedBracket, "unbalanced_bracket" },
    { MoleculeFault::OpenRing, "open_ring" },
    { MoleculeFault::UnknownGroup, "unknown_group" },
    { MoleculeFault::UnusualElement, "unusual_element" },
    { MoleculeFault::InvalidValence, "invalid_valence" },
    { MoleculeFault::NotAromatic, "not_aromatic" },
    { MoleculeFault::UnassignedStereo, "unassigned_stereo" },
    { MoleculeFault::TooLarge, "too_large" },
    { MoleculeFault::CutOff, "cut_off" },
} };

[[nodiscard]] constexpr const auto& wordsOf(MoleculeFault)
{
    return kMoleculeFaultWords;
}

} // namespace palimpsest
