#include "pipelines/chemistry/drawn_structure.h"

#include <GraphMol/Chirality.h>
#include <GraphMol/Conformer.h>
#include <GraphMol/FileParsers/MolFileStereochem.h>
#include <GraphMol/MolOps.h>
#include <GraphMol/SmilesParse/SmilesWrite.h>
#include <algorithm>

#include "pipelines/chemistry/rdkit_molecule.h"

namespace palimpsest {
namespace {

RDKit::Bond::BondType typeOf(int order)
{
    return order == 3 ? RDKit::Bond::TRIPLE : order == 2 ? RDKit::Bond::DOUBLE : RDKit::Bond::SINGLE;
}

RDKit::Bond::BondDir directionOf(BondMark mark)
{
    switch (mark) {
    case BondMark::Wedge:
        return RDKit::Bond::BEGINWEDGE;
    case BondMark::Hash:
        return RDKit::Bond::BEGINDASH;
    case BondMark::None:
        break;
    }
    return RDKit::Bond::NONE;
}

// Adds the atoms of a label; the number of its first one.
unsigned addAtom(RDKit::RWMol& molecule, const DrawnAtom& drawn)
{
    const RdkitMolecule parsed = parsedMolecule(drawn.smiles);
    const unsigned first = molecule.getNumAtoms();
    if (parsed == nullptr || parsed->getNumAtoms() == 0)
        molecule.addAtom(new RDKit::Atom(0), true, true);
    else
        molecule.insertMol(*parsed);
    RDKit::Atom* const atom = molecule.getAtomWithIdx(first);
    atom->setFormalCharge(atom->getFormalCharge() + drawn.charge);
    atom->setNoImplicit(atom->getAtomicNum() == 0 || atom->getAtomicNum() == 1); // the drawing leaves hydrogens out
    return first;
}

// Which of a ring's nitrogens has a hydrogen cannot be told from its bonds.
void makeAromatic(RDKit::Atom& atom, const DrawnAtom& drawn)
{
    atom.setIsAromatic(true);
    if (atom.getAtomicNum() == 6)
        return;
    atom.setNoImplicit(true);
    atom.setNumExplicitHs(static_cast<unsigned>(std::clamp(drawn.hydrogens.value_or(0), 0, 4)));
}

} // namespace

std::optional<std::string> smilesOf(const DrawnMolecule& drawn)
{
    if (drawn.atoms.empty() || drawn.atoms.size() > kMostAtoms)
        return std::nullopt;
    return quietly([&] {
        RDKit::RWMol molecule;
        std::vector<unsigned> numbers;
        for (const DrawnAtom& atom : drawn.atoms)
            numbers.push_back(addAtom(molecule, atom));
        for (const SketchBond& bond : drawn.bonds) {
            molecule.addBond(
                numbers[bond.from], numbers[bond.to], bond.aromatic ? RDKit::Bond::AROMATIC : typeOf(bond.order));
            for (const std::size_t end : { bond.from, bond.to })
                if (bond.aromatic)
                    makeAromatic(*molecule.getAtomWithIdx(numbers[end]), drawn.atoms[end]);
            RDKit::Bond* const made = molecule.getBondBetweenAtoms(numbers[bond.from], numbers[bond.to]);
            made->setIsAromatic(bond.aromatic);
            made->setBondDir(directionOf(bond.mark));
        }
        auto* const places = new RDKit::Conformer(molecule.getNumAtoms());
        places->set3D(false);
        for (std::size_t i = 0; i < drawn.atoms.size(); ++i)
            for (unsigned atom = numbers[i]; atom < (i + 1 < numbers.size() ? numbers[i + 1] : molecule.getNumAtoms());
                 ++atom)
                places->setAtomPos(atom, { drawn.atoms[i].place.x, -drawn.atoms[i].place.y, 0 });
        molecule.addConformer(places, true);
        const auto asDrawn = [&molecule] {
            for (RDKit::Bond* bond : molecule.bonds())
                bond->setBondDir(RDKit::Bond::NONE);
            return RDKit::MolToSmiles(molecule, true, false, -1, false);
        };
        try {
            RDKit::MolOps::sanitizeMol(molecule);
            RDKit::DetectAtomStereoChemistry(molecule, &molecule.getConformer());
            RDKit::ClearSingleBondDirFlags(molecule);
            RDKit::DetectBondStereoChemistry(molecule, &molecule.getConformer());
            RDKit::MolOps::assignStereochemistry(molecule, true, true, true);
            RDKit::MolOps::removeHs(molecule);
            return RDKit::MolToSmiles(molecule);
        } catch (...) {
            return asDrawn();
        }
    });
}

} // namespace palimpsest
