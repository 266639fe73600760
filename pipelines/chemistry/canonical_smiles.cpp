#include "pipelines/chemistry/canonical_smiles.h"

#include <DataStructs/BitOps.h>
#include <DataStructs/ExplicitBitVect.h>
#include <GraphMol/Chirality.h>
#include <GraphMol/Fingerprints/MorganFingerprints.h>
#include <GraphMol/MolOps.h>
#include <GraphMol/SanitException.h>
#include <GraphMol/SmilesParse/SmilesWrite.h>
#include <algorithm>

#include "pipelines/chemistry/rdkit_molecule.h"

namespace palimpsest {
namespace {

constexpr std::size_t kMostWarnings = 16;

void add(std::vector<MoleculeWarning>& warnings, MoleculeFault fault, std::optional<std::size_t> atom)
{
    const MoleculeWarning warning{ fault, atom };
    if (warnings.size() < kMostWarnings && std::find(warnings.begin(), warnings.end(), warning) == warnings.end())
        warnings.push_back(warning);
}

// What keeps RDKit from making a molecule of it.
void addProblems(const RDKit::ROMol& molecule, std::vector<MoleculeWarning>& warnings)
{
    for (const auto& problem : RDKit::MolOps::detectChemistryProblems(molecule)) {
        if (const auto* const valence = dynamic_cast<const RDKit::AtomValenceException*>(problem.get()))
            add(warnings, MoleculeFault::InvalidValence, valence->getAtomIdx());
        else if (const auto* const atom = dynamic_cast<const RDKit::AtomKekulizeException*>(problem.get()))
            add(warnings, MoleculeFault::NotAromatic, atom->getAtomIdx());
        else if (const auto* const ring = dynamic_cast<const RDKit::KekulizeException*>(problem.get()))
            add(warnings, MoleculeFault::NotAromatic,
                ring->getAtomIndices().empty() ? std::optional<std::size_t>() : ring->getAtomIndices().front());
    }
}

void addOpenStereo(RDKit::ROMol& molecule, std::vector<MoleculeWarning>& warnings)
{
    for (const RDKit::Chirality::StereoInfo& centre : RDKit::Chirality::findPotentialStereo(molecule, true, true)) {
        if (centre.specified != RDKit::Chirality::StereoSpecified::Unspecified)
            continue;
        if (centre.type == RDKit::Chirality::StereoType::Atom_Tetrahedral)
            add(warnings, MoleculeFault::UnassignedStereo, centre.centeredOn);
        else if (centre.type == RDKit::Chirality::StereoType::Bond_Double)
            add(warnings, MoleculeFault::UnassignedStereo,
                molecule.getBondWithIdx(centre.centeredOn)->getBeginAtomIdx());
    }
}

} // namespace

std::optional<std::string> canonicalSmiles(std::string_view smiles, Stereo stereo)
{
    if (smiles.size() > kMostSmilesLetters)
        return std::nullopt;
    std::string atoms = withAtomsOnly(smiles);
    if (stereo == Stereo::WithoutCisTrans)
        std::erase_if(atoms, [](char letter) { return letter == '/' || letter == '\\'; });
    const RdkitMolecule molecule = sanitisedMolecule(atoms);
    if (molecule == nullptr)
        return std::nullopt;
    return quietly([&] { return RDKit::MolToSmiles(*molecule, stereo != Stereo::Dropped); });
}

CheckedMolecule checkMolecule(std::string_view smiles)
{
    CheckedMolecule checked;
    checked.canonical = canonicalSmiles(smiles).value_or(std::string());
    // Parsed anew with its hydrogens, so that atoms have the numbers that the text gives them.
    const RdkitMolecule molecule = smiles.size() > kMostSmilesLetters ? nullptr : parsedMolecule(withAtomsOnly(smiles));
    if (molecule == nullptr)
        return checked;
    quietly([&] {
        if (checked.canonical.empty())
            addProblems(*molecule, checked.warnings);
        else {
            RDKit::MolOps::sanitizeMol(*molecule);
            RDKit::MolOps::assignStereochemistry(*molecule, true, true);
            addOpenStereo(*molecule, checked.warnings);
        }
        return true;
    });
    return checked;
}

double tanimotoSimilarity(std::string_view a, std::string_view b)
{
    constexpr unsigned kRadius = 2;
    constexpr unsigned kBits = 2048;
    if (std::max(a.size(), b.size()) > kMostSmilesLetters)
        return 0;
    const RdkitMolecule first = sanitisedMolecule(withAtomsOnly(a));
    const RdkitMolecule second = sanitisedMolecule(withAtomsOnly(b));
    if (first == nullptr || second == nullptr)
        return 0;
    const auto similarity = [&] {
        const auto bits = [](const RDKit::ROMol& molecule) {
            return std::unique_ptr<ExplicitBitVect>(
                RDKit::MorganFingerprints::getFingerprintAsBitVect(molecule, kRadius, kBits));
        };
        return TanimotoSimilarity(*bits(*first), *bits(*second));
    };
    return quietly(similarity).value_or(0);
}

} // namespace palimpsest
