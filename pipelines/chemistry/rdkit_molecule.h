#pragma once
// Text to RDKit's molecules and no further: what every file of this folder begins with, and nobody else includes. RDKit
// throws and logs; nothing of either leaves the folder. What strangers wrote is bounded before RDKit sees it.

#include <GraphMol/GraphMol.h>
#include <RDGeneral/RDLog.h>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace palimpsest {

using RdkitMolecule = std::unique_ptr<RDKit::RWMol>;

inline constexpr std::size_t kMostSmilesLetters = 10'000;
inline constexpr unsigned kMostAtoms = 400; // numbering them takes more than linear time
inline constexpr unsigned kMostRings = 128; // perception of rings takes more than linear time

// "[R1]" becomes "[1*]"; a bracket that is no atom becomes "*".
std::string withAtomsOnly(std::string_view smiles);

// As it is written, hydrogens and all; nullptr when it is no SMILES or too large.
RdkitMolecule parsedMolecule(const std::string& smiles);

// The same with valences checked, aromaticity and stereochemistry perceived; nullptr when that fails.
RdkitMolecule sanitisedMolecule(const std::string& smiles);

// What `work` gives, or nothing where RDKit throws.
template <typename Work> auto quietly(Work work) -> std::optional<decltype(work())>
{
    const RDLog::LogStateSetter silent;
    try {
        return work();
    } catch (...) {
        return std::nullopt;
    }
}

} // namespace palimpsest
