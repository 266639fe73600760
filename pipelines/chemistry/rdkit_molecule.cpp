#include "pipelines/chemistry/rdkit_molecule.h"

#include <GraphMol/MolOps.h>
#include <GraphMol/SmilesParse/SmilesParse.h>
#include <algorithm>

namespace palimpsest {
namespace {

bool isNumberedGroup(std::string_view inside)
{
    return inside.size() > 1 && inside.front() == 'R'
        && std::all_of(inside.begin() + 1, inside.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
}

bool isAtom(const std::string& bracket)
{
    return quietly([&] {
        return std::unique_ptr<RDKit::Atom>(RDKit::SmilesToAtom(bracket)) != nullptr;
    }).value_or(false);
}

bool isTooLarge(const RDKit::ROMol& molecule)
{
    return molecule.getNumAtoms() > kMostAtoms || molecule.getNumBonds() > molecule.getNumAtoms() + kMostRings;
}

} // namespace

std::string withAtomsOnly(std::string_view smiles)
{
    std::string atoms;
    while (!smiles.empty()) {
        const std::size_t close = smiles.front() == '[' ? smiles.find(']') : std::string_view::npos;
        if (close == std::string_view::npos) {
            atoms += smiles.front();
            smiles.remove_prefix(1);
            continue;
        }
        const std::string bracket(smiles.substr(0, close + 1));
        const std::string_view inside = std::string_view(bracket).substr(1, bracket.size() - 2);
        if (isNumberedGroup(inside))
            atoms += "[" + std::string(inside.substr(1)) + "*]";
        else
            atoms += isAtom(bracket) ? bracket : "*";
        smiles.remove_prefix(close + 1);
    }
    return atoms;
}

RdkitMolecule parsedMolecule(const std::string& smiles)
{
    if (smiles.empty() || smiles.size() > kMostSmilesLetters || smiles.find('\0') != std::string::npos)
        return nullptr;
    RDKit::SmilesParserParams parameters;
    parameters.sanitize = false;
    parameters.removeHs = false;
    parameters.allowCXSMILES = false;
    parameters.parseName = false;
    RdkitMolecule molecule
        = quietly([&] { return RdkitMolecule(RDKit::SmilesToMol(smiles, parameters)); }).value_or(nullptr);
    return molecule == nullptr || isTooLarge(*molecule) ? nullptr : std::move(molecule);
}

RdkitMolecule sanitisedMolecule(const std::string& smiles)
{
    if (parsedMolecule(smiles) == nullptr)
        return nullptr;
    return quietly([&] { return RdkitMolecule(RDKit::SmilesToMol(smiles)); }).value_or(nullptr);
}

} // namespace palimpsest
