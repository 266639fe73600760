#include "pipelines/chemistry/mol_block.h"

#include <GraphMol/Depictor/RDDepictor.h>
#include <GraphMol/FileParsers/FileParsers.h>
#include <algorithm>

#include "pipelines/chemistry/rdkit_molecule.h"

namespace palimpsest {
namespace {

constexpr std::size_t kTitleLetters = 80;

std::string titleLine(std::string_view title)
{
    std::string line(title.substr(0, kTitleLetters));
    std::replace_if(
        line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return line;
}

} // namespace

std::optional<std::string> molBlock(std::string_view smiles, std::string_view title, MolVersion version)
{
    if (smiles.size() > kMostSmilesLetters)
        return std::nullopt;
    const RdkitMolecule molecule = sanitisedMolecule(withAtomsOnly(smiles));
    if (molecule == nullptr)
        return std::nullopt;
    return quietly([&] {
        molecule->setProp("_Name", titleLine(title));
        RDDepict::compute2DCoords(*molecule);
        return RDKit::MolToMolBlock(*molecule, true, -1, true, version == MolVersion::V3000);
    });
}

std::string emptyMolBlock(std::string_view title)
{
    return titleLine(title) + "\n\n\n  0  0  0  0  0  0  0  0  0  0999 V2000\nM  END\n";
}

} // namespace palimpsest
