#include "pipelines/molecule/sketch_check.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "pipelines/molecule/groups.h"
#include "pipelines/molecule/plane.h"

namespace palimpsest {
namespace {

constexpr double kShortBond = 0.55; // of the usual length
constexpr double kLongBond = 1.7;
constexpr double kUsualShare = 0.75; // of bonds
constexpr double kMostRight = 0.65;  // share of right and straight angles; a cross of four bonds has no others
constexpr double kRight = 0.15;      // cosine of a right angle, at most
constexpr double kStraight = 0.985;  // and of a straight one, at least
constexpr double kFlat = -0.82;      // cosine: curves are drawn by strokes that meet at 145 degrees and more
constexpr double kMostFlat = 0.3;    // share of the angles
constexpr double kMostFlatCarbons = 0.1;
constexpr std::size_t kFewestAngles = 5;
constexpr double kAtomsOfPart = 8;      // on average, of parts that hang together, beyond the first
constexpr std::size_t kFewestAtoms = 2; // that hang together; two strokes without a letter may be anything
constexpr std::size_t kFewestCarbons = 5;
constexpr std::size_t kMostBonds = 6;  // at one atom
constexpr double kTallestLetter = 1.1; // bond lengths

bool isUsual(const MoleculeSketch& sketch, const SketchBond& bond)
{
    const double far = distance(sketch.atoms[bond.from].place, sketch.atoms[bond.to].place);
    return far >= kShortBond * sketch.bondLength && far <= kLongBond * sketch.bondLength;
}

std::size_t lostLabels(const MoleculeSketch& sketch)
{
    std::vector<std::uint8_t> reached(sketch.labels.size());
    for (const SketchAtom& atom : sketch.atoms)
        if (atom.label)
            reached[*atom.label] = 1;
    return static_cast<std::size_t>(std::count(reached.begin(), reached.end(), 0));
}

std::size_t unusualBonds(const MoleculeSketch& sketch)
{
    return static_cast<std::size_t>(std::count_if(sketch.bonds.begin(), sketch.bonds.end(),
        [&sketch](const SketchBond& bond) { return !isUsual(sketch, bond); }));
}

// How many atoms hang together, of each part.
std::vector<std::size_t> partSizes(const MoleculeSketch& sketch)
{
    Groups groups(sketch.atoms.size());
    for (const SketchBond& bond : sketch.bonds)
        groups.join(bond.from, bond.to);
    std::vector<std::size_t> sizes;
    for (const std::vector<std::size_t>& part : groups.members())
        sizes.push_back(part.size());
    return sizes;
}

// The directions in which bonds leave each atom.
std::vector<std::vector<PointF>> directions(const MoleculeSketch& sketch)
{
    std::vector<std::vector<PointF>> ways(sketch.atoms.size());
    for (const SketchBond& bond : sketch.bonds) {
        const PointF way = unit(sketch.atoms[bond.to].place - sketch.atoms[bond.from].place);
        ways[bond.from].push_back(way);
        ways[bond.to].push_back(-1.0 * way);
    }
    return ways;
}

} // namespace

std::size_t oddities(const MoleculeSketch& sketch)
{
    constexpr std::size_t kNothing = 1000;
    return sketch.bonds.empty() ? kNothing : lostLabels(sketch) + unusualBonds(sketch);
}

bool looksLikeMolecule(const MoleculeSketch& sketch)
{
    const bool labelled = std::any_of(
        sketch.atoms.begin(), sketch.atoms.end(), [](const SketchAtom& atom) { return atom.label.has_value(); });
    const std::vector<std::size_t> sizes = partSizes(sketch);
    if (sizes.empty() || *std::max_element(sizes.begin(), sizes.end()) < (labelled ? kFewestAtoms : kFewestCarbons)
        || sketch.letterHeight > kTallestLetter * sketch.bondLength)
        return false;
    const auto bonds = static_cast<double>(sketch.bonds.size());
    const auto atoms = static_cast<double>(sketch.atoms.size());
    if (static_cast<double>(unusualBonds(sketch)) > (1 - kUsualShare) * bonds
        || static_cast<double>(sizes.size()) > 1 + atoms / kAtomsOfPart || lostLabels(sketch) > sketch.atoms.size())
        return false;
    const std::vector<std::vector<PointF>> ways = directions(sketch);
    // One cross of four bonds has right angles alone and is no grid.
    const bool oneCross = std::count_if(ways.begin(), ways.end(), [](const auto& way) { return way.size() == 4; }) == 1;
    std::size_t angles = 0;
    std::size_t right = 0;
    std::size_t flat = 0;
    for (std::size_t atom = 0; atom < ways.size(); ++atom) {
        if (ways[atom].size() > kMostBonds)
            return false;
        if (oneCross && ways[atom].size() == 4)
            continue;
        for (std::size_t i = 0; i < ways[atom].size(); ++i)
            for (std::size_t k = 0; k < i; ++k) {
                const double cosine = dot(ways[atom][i], ways[atom][k]);
                ++angles;
                right += std::fabs(cosine) < kRight || std::fabs(cosine) > kStraight ? 1 : 0;
                flat += ways[atom].size() == 2 && cosine < kFlat && cosine > -kStraight ? 1 : 0;
            }
    }
    const auto share = [angles](std::size_t count) { return static_cast<double>(count) / static_cast<double>(angles); };
    const bool plain = std::all_of(sketch.bonds.begin(), sketch.bonds.end(),
        [](const SketchBond& bond) { return bond.order == 1 && !bond.aromatic; });
    if (!labelled && (plain || sizes.size() > 1 || unusualBonds(sketch) > 0 || share(flat) > kMostFlatCarbons))
        return false;
    return angles < kFewestAngles || (share(right) <= kMostRight && share(flat) <= kMostFlat);
}

} // namespace palimpsest
