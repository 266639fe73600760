#include "pipelines/molecule/settled_bonds.h"

#include <string_view>
#include <utility>

namespace palimpsest {
namespace {

// Bonds that an atom may have, its hydrogens among them; 0: any number.
int mostBonds(const DrawnAtom& atom)
{
    if (atom.smiles == "C")
        return 4;
    if (atom.smiles == "N")
        return 3 + atom.charge;
    return 0;
}

class Settler {
public:
    explicit Settler(DrawnMolecule drawn) : m_drawn(std::move(drawn)), m_bonds(m_drawn.atoms.size())
    {
        for (std::size_t i = 0; i < m_drawn.bonds.size(); ++i)
            for (const std::size_t atom : { m_drawn.bonds[i].from, m_drawn.bonds[i].to })
                m_bonds[atom].push_back(i);
    }

    DrawnMolecule run() &&
    {
        for (std::size_t i = 0; i < m_drawn.atoms.size(); ++i) {
            DrawnAtom& atom = m_drawn.atoms[i];
            if (atom.smiles == "[H]" && m_bonds[i].size() > 1) { // an N over its H, of which the N was not read
                atom.smiles = "N";
                atom.hydrogens = 1;
            }
            if (atom.smiles == "N" && atom.charge == 0 && !isAromatic(i) && orders(i) == 4)
                atom.charge = 1;
        }
        for (std::size_t i = 0; i < m_drawn.atoms.size(); ++i)
            settle(i);
        return std::move(m_drawn);
    }

private:
    [[nodiscard]] int orders(std::size_t atom) const
    {
        int sum = 0;
        for (const std::size_t bond : m_bonds[atom])
            sum += m_drawn.bonds[bond].order;
        return sum;
    }

    [[nodiscard]] bool isAromatic(std::size_t atom) const
    {
        for (const std::size_t bond : m_bonds[atom])
            if (m_drawn.bonds[bond].aromatic)
                return true;
        return false;
    }

    // The one bond of an atom that has no hydrogens.
    void settle(std::size_t atom)
    {
        DrawnAtom& end = m_drawn.atoms[atom];
        if (!end.hydrogens || *end.hydrogens != 0 || end.charge != 0 || m_bonds[atom].size() != 1)
            return;
        SketchBond& bond = m_drawn.bonds[m_bonds[atom].front()];
        const bool doubled = bond.order == 1 && (end.smiles == "O" || end.smiles == "S");
        const bool tripled = bond.order == 2 && end.smiles == "N";
        const std::size_t other = bond.from == atom ? bond.to : bond.from;
        if ((!doubled && !tripled) || isAromatic(other))
            return;
        const int most = mostBonds(m_drawn.atoms[other]);
        if (most == 0 || orders(other) + m_drawn.atoms[other].hydrogens.value_or(0) < most)
            ++bond.order;
        else if (doubled && m_drawn.atoms[other].charge > 0)
            end.charge = -1; // of a nitro group
    }

    DrawnMolecule m_drawn;
    std::vector<std::vector<std::size_t>> m_bonds; // of an atom
};

} // namespace

DrawnMolecule withSettledBonds(DrawnMolecule drawn)
{
    return Settler(std::move(drawn)).run();
}

} // namespace palimpsest
