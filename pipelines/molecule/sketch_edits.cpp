#include "pipelines/molecule/sketch_edits.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "pipelines/molecule/plane.h"

namespace palimpsest {
namespace {

// In bond lengths.
constexpr double kCrossing = 1.62;    // two bonds that cross are together that long, two at an atom are longer
constexpr double kRoundCircle = 0.75; // from the circle to the atoms of its ring, at most
constexpr double kPartner = 1.25;     // between the letters of two ions that are joined
constexpr double kCollinear = 0.2;    // sine

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

std::size_t otherEnd(const SketchBond& bond, std::size_t atom)
{
    return bond.from == atom ? bond.to : bond.from;
}

bool goesThrough(const MoleculeSketch& sketch, std::size_t atom, std::size_t first, std::size_t second)
{
    const SketchBond& a = sketch.bonds[first];
    const SketchBond& b = sketch.bonds[second];
    const PointF place = sketch.atoms[atom].place;
    const PointF one = sketch.atoms[otherEnd(a, atom)].place - place;
    const PointF two = sketch.atoms[otherEnd(b, atom)].place - place;
    return a.order == b.order && dot(one, two) < 0 && std::fabs(cross(unit(one), unit(two))) < kCollinear
        && length(one) + length(two) < kCrossing * sketch.bondLength;
}

void join(MoleculeSketch& sketch, std::size_t atom, const std::array<std::size_t, 4>& order)
{
    for (std::size_t i = 0; i < 4; i += 2) {
        SketchBond& kept = sketch.bonds[order[i]];
        SketchBond& gone = sketch.bonds[order[i + 1]];
        const std::size_t far = otherEnd(gone, atom);
        (kept.from == atom ? kept.from : kept.to) = far;
        gone.from = gone.to = kNone;
    }
    sketch.bonds.erase(std::remove_if(sketch.bonds.begin(), sketch.bonds.end(),
                           [](const SketchBond& bond) { return bond.from == kNone; }),
        sketch.bonds.end());
}

void dropUnbound(MoleculeSketch& sketch)
{
    std::vector<std::size_t> number(sketch.atoms.size(), kNone);
    std::vector<SketchAtom> atoms;
    for (SketchBond& bond : sketch.bonds)
        for (std::size_t* const end : { &bond.from, &bond.to }) {
            if (number[*end] == kNone) {
                number[*end] = atoms.size();
                atoms.push_back(sketch.atoms[*end]);
            }
            *end = number[*end];
        }
    sketch.atoms = std::move(atoms);
}

} // namespace

void joinCharges(MoleculeSketch& sketch)
{
    const auto chargeOf = [&sketch](std::size_t label) { return sketch.labels[label].charge; };
    for (std::size_t i = 0; i < sketch.labels.size(); ++i) {
        const bool reached = std::any_of(
            sketch.atoms.begin(), sketch.atoms.end(), [i](const SketchAtom& atom) { return atom.label == i; });
        if (chargeOf(i) == 0 || reached)
            continue;
        const PointF place = between({ sketch.labels[i].box.toRectF().left, sketch.labels[i].box.toRectF().top },
            { sketch.labels[i].box.toRectF().right, sketch.labels[i].box.toRectF().bottom });
        std::size_t partner = kNone;
        double nearest = kPartner * sketch.bondLength;
        for (std::size_t atom = 0; atom < sketch.atoms.size(); ++atom) {
            const std::optional<std::size_t> label = sketch.atoms[atom].label;
            const double far = distance(place, sketch.atoms[atom].place);
            if (label && chargeOf(*label) * chargeOf(i) < 0 && far < nearest) {
                nearest = far;
                partner = atom;
            }
        }
        if (partner == kNone)
            continue;
        sketch.bonds.push_back({ partner, sketch.atoms.size() });
        sketch.atoms.push_back({ place, i, { sketch.atoms[partner].place } });
    }
}

void uncrossBonds(MoleculeSketch& sketch)
{
    for (std::size_t atom = 0; atom < sketch.atoms.size(); ++atom) {
        if (sketch.atoms[atom].label)
            continue;
        std::vector<std::size_t> bonds;
        for (std::size_t i = 0; i < sketch.bonds.size(); ++i)
            if (sketch.bonds[i].from == atom || sketch.bonds[i].to == atom)
                bonds.push_back(i);
        if (bonds.size() != 4)
            continue;
        for (std::size_t partner = 1; partner < 4; ++partner) {
            std::array<std::size_t, 4> order{ bonds[0], bonds[partner], 0, 0 };
            std::size_t next = 2;
            for (std::size_t i = 1; i < 4; ++i)
                if (i != partner)
                    order[next++] = bonds[i];
            if (goesThrough(sketch, atom, order[0], order[1]) && goesThrough(sketch, atom, order[2], order[3])) {
                join(sketch, atom, order);
                break;
            }
        }
    }
    dropUnbound(sketch);
}

void markAromatic(MoleculeSketch& sketch, std::span<const RingCircle> circles)
{
    for (SketchBond& bond : sketch.bonds)
        for (const RingCircle& circle : circles) {
            const auto isRound = [&](std::size_t atom) {
                const double far = distance(sketch.atoms[atom].place, circle.middle);
                return far > circle.radius && far < circle.radius + kRoundCircle * sketch.bondLength;
            };
            bond.aromatic = bond.aromatic || (isRound(bond.from) && isRound(bond.to));
        }
}

} // namespace palimpsest
