#include "pipelines/chemistry/inchi.h"

#include <GraphMol/Chirality.h>
#include <GraphMol/MolOps.h>
#include <GraphMol/PeriodicTable.h>
#include <algorithm>
#include <array>
#include <inchi_api.h>
#include <mutex>
#include <vector>

#include "pipelines/chemistry/rdkit_molecule.h"

namespace palimpsest {
namespace {

constexpr const char* kOptions = "-AuxNone -W5"; // five seconds at most

// What the library reads, in its own arrays.
struct InchiStructure {
    std::vector<inchi_Atom> atoms;
    std::vector<inchi_Stereo0D> stereo;
};

inchi_Atom atomOf(const RDKit::Atom& atom)
{
    inchi_Atom out{};
    const std::string symbol = atom.getSymbol();
    std::copy_n(symbol.begin(), std::min(symbol.size(), sizeof out.elname - 1), out.elname);
    out.num_iso_H[0] = static_cast<S_CHAR>(atom.getTotalNumHs());
    out.isotopic_mass = static_cast<AT_NUM>(atom.getIsotope());
    out.charge = static_cast<S_CHAR>(atom.getFormalCharge());
    const unsigned radicals = atom.getNumRadicalElectrons();
    out.radical = static_cast<S_CHAR>(radicals == 1 ? INCHI_RADICAL_DOUBLET
            : radicals == 2                         ? INCHI_RADICAL_TRIPLET
                                                    : 0);
    return out;
}

S_CHAR orderOf(const RDKit::Bond& bond)
{
    switch (bond.getBondType()) {
    case RDKit::Bond::DOUBLE:
        return INCHI_BOND_TYPE_DOUBLE;
    case RDKit::Bond::TRIPLE:
        return INCHI_BOND_TYPE_TRIPLE;
    default:
        return INCHI_BOND_TYPE_SINGLE;
    }
}

// False where an atom has more bonds than the library takes.
bool addBond(std::vector<inchi_Atom>& atoms, const RDKit::Bond& bond)
{
    inchi_Atom& atom = atoms[bond.getBeginAtomIdx()];
    if (atom.num_bonds >= MAXVAL)
        return false;
    atom.neighbor[atom.num_bonds] = static_cast<AT_NUM>(bond.getEndAtomIdx());
    atom.bond_type[atom.num_bonds] = orderOf(bond);
    ++atom.num_bonds;
    return true;
}

inchi_Stereo0D stereoOf(std::array<unsigned, 4> neighbours, int centre, S_CHAR type, bool even)
{
    inchi_Stereo0D stereo{};
    for (std::size_t i = 0; i < neighbours.size(); ++i)
        stereo.neighbor[i] = static_cast<AT_NUM>(neighbours[i]);
    stereo.central_atom = static_cast<AT_NUM>(centre);
    stereo.type = type;
    stereo.parity = even ? INCHI_PARITY_EVEN : INCHI_PARITY_ODD;
    return stereo;
}

// Seen from the first neighbour, the others turn clockwise: even. Where there are three, the centre stands for the
// hydrogen or the pair of electrons, first for InChI and last for RDKit: three exchanges of neighbours.
void addCentres(const RDKit::ROMol& molecule, std::vector<inchi_Stereo0D>& stereo)
{
    for (const RDKit::Atom* const atom : molecule.atoms()) {
        const RDKit::Atom::ChiralType tag = atom->getChiralTag();
        if (tag != RDKit::Atom::CHI_TETRAHEDRAL_CW && tag != RDKit::Atom::CHI_TETRAHEDRAL_CCW)
            continue;
        std::vector<unsigned> neighbours;
        for (const RDKit::Bond* const bond : molecule.atomBonds(atom))
            neighbours.push_back(bond->getOtherAtomIdx(atom->getIdx()));
        bool even = tag == RDKit::Atom::CHI_TETRAHEDRAL_CW;
        if (neighbours.size() == 3) {
            neighbours.insert(neighbours.begin(), atom->getIdx());
            even = !even;
        }
        if (neighbours.size() == 4)
            stereo.push_back(stereoOf({ neighbours[0], neighbours[1], neighbours[2], neighbours[3] },
                static_cast<int>(atom->getIdx()), INCHI_StereoType_Tetrahedral, even));
    }
}

void addDoubleBonds(const RDKit::ROMol& molecule, std::vector<inchi_Stereo0D>& stereo)
{
    for (const RDKit::Bond* const bond : molecule.bonds()) {
        const RDKit::Bond::BondStereo kind = bond->getStereo();
        const bool apart = kind == RDKit::Bond::STEREOE || kind == RDKit::Bond::STEREOTRANS;
        const bool together = kind == RDKit::Bond::STEREOZ || kind == RDKit::Bond::STEREOCIS;
        const std::vector<int>& ends = bond->getStereoAtoms();
        if ((apart || together) && ends.size() == 2)
            stereo.push_back(stereoOf({ static_cast<unsigned>(ends[0]), bond->getBeginAtomIdx(), bond->getEndAtomIdx(),
                                          static_cast<unsigned>(ends[1]) },
                NO_ATOM, INCHI_StereoType_DoubleBond, apart));
    }
}

std::optional<InchiStructure> structureOf(RDKit::RWMol& molecule)
{
    RDKit::MolOps::Kekulize(molecule);
    InchiStructure structure;
    for (const RDKit::Atom* const atom : molecule.atoms()) {
        if (atom->getAtomicNum() == 0)
            return std::nullopt;
        structure.atoms.push_back(atomOf(*atom));
    }
    for (const RDKit::Bond* const bond : molecule.bonds())
        if (!addBond(structure.atoms, *bond))
            return std::nullopt;
    addCentres(molecule, structure.stereo);
    addDoubleBonds(molecule, structure.stereo);
    return structure;
}

std::optional<Inchi> inchiFrom(InchiStructure& structure)
{
    static std::mutex oneAtATime; // the library has state of its own
    const std::lock_guard lock(oneAtATime);
    std::string options = kOptions;
    inchi_Input input{};
    input.atom = structure.atoms.data();
    input.stereo0D = structure.stereo.data();
    input.szOptions = options.data();
    input.num_atoms = static_cast<AT_NUM>(structure.atoms.size());
    input.num_stereo0D = static_cast<AT_NUM>(structure.stereo.size());
    inchi_Output output{};
    const int code = GetStdINCHI(&input, &output);
    Inchi inchi;
    if ((code == inchi_Ret_OKAY || code == inchi_Ret_WARNING) && output.szInChI != nullptr)
        inchi.text = output.szInChI;
    FreeStdINCHI(&output);
    std::array<char, 64> key{};
    if (inchi.text.empty() || GetStdINCHIKeyFromStdINCHI(inchi.text.c_str(), key.data()) != 0)
        return std::nullopt;
    inchi.key = key.data();
    return inchi;
}

} // namespace

std::optional<Inchi> inchiOf(std::string_view smiles)
{
    if (smiles.size() > kMostSmilesLetters)
        return std::nullopt;
    const RdkitMolecule molecule = sanitisedMolecule(withAtomsOnly(smiles));
    if (molecule == nullptr)
        return std::nullopt;
    std::optional<InchiStructure> structure = quietly([&] { return structureOf(*molecule); }).value_or(std::nullopt);
    return structure ? inchiFrom(*structure) : std::nullopt;
}

} // namespace palimpsest
