#include "pipelines/molecule/sketch_finder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/base/median.h"
#include "pipelines/molecule/bond_lines.h"
#include "pipelines/molecule/label_finder.h"
#include "pipelines/molecule/letters_in_bonds.h"
#include "pipelines/molecule/plane.h"
#include "pipelines/molecule/ring_circles.h"
#include "pipelines/molecule/sketch_builder.h"
#include "pipelines/molecule/sketch_check.h"
#include "pipelines/molecule/sketch_edits.h"
#include "pipelines/molecule/strokes.h"
#include "pipelines/molecule/touching_letters.h"

namespace palimpsest {
namespace {

constexpr double kSmallestCircle = 0.3;    // radius of one within a ring
constexpr std::size_t kMostStrokes = 4000; // of a drawing; noise has more
constexpr std::size_t kMostParts = 2000;
constexpr std::array kEdgeShares{ 0.45, 0.75, 1.05 };
constexpr std::array kOtherShares{ 0.75, 0.6, 0.45, 0.9 };
constexpr std::size_t kLargestBlock = 512; // pixels; a wedge may be as thick as the squares that pages are judged by
constexpr std::size_t kBlocksAcross = 5;
constexpr int kLooks = 3;
constexpr double kSameLength = 0.08;

std::vector<RingCircle> takeCircles(const LineDrawing& drawing, double bondLength, std::vector<std::uint8_t>& taken)
{
    std::vector<RingCircle> circles;
    for (std::size_t i = 0; i < drawing.parts.size(); ++i)
        if (taken[i] == 0 && isCircle(drawing.parts[i])) {
            taken[i] = 1;
            circles.push_back(circleOf(drawing.parts[i]));
            if (circles.back().radius < kSmallestCircle * bondLength)
                circles.pop_back();
        }
    return circles;
}

// Between atoms that are joined.
double usualDistance(const MoleculeSketch& sketch)
{
    std::vector<double> all;
    for (const SketchBond& bond : sketch.bonds)
        all.push_back(distance(sketch.atoms[bond.from].place, sketch.atoms[bond.to].place));
    return all.empty() ? 0 : medianOf(std::move(all));
}

// As far as they would be read otherwise.
bool areAlike(const MoleculeSketch& a, const MoleculeSketch& b)
{
    const auto glyphs = [](const MoleculeSketch& sketch) {
        std::size_t count = 0;
        for (const AtomLabel& label : sketch.labels)
            for (const LabelRow& row : label.rows)
                count += row.glyphs.size();
        return count;
    };
    return a.atoms.size() == b.atoms.size() && a.bonds.size() == b.bonds.size() && a.labels.size() == b.labels.size()
        && glyphs(a) == glyphs(b);
}

InkMap inkOf(const RgbImage& drawing, double edgeShare)
{
    return findInk(drawing, { edgeShare, kLargestBlock, kBlocksAcross });
}

} // namespace

MoleculeSketch findSketch(const InkMap& drawing)
{
    const LineDrawing found = findStrokes(drawing);
    MoleculeSketch sketch;
    const std::size_t strokes = std::accumulate(found.parts.begin(), found.parts.end(), std::size_t{ 0 },
        [](std::size_t sum, const InkPart& part) { return sum + part.strokes.size(); });
    if (found.parts.size() > kMostParts || strokes > kMostStrokes)
        return sketch;
    double bond = usualBondLength(found);
    // Bonds stop before letters, so that the first guess is short where there are many of them.
    for (int look = 0; look < kLooks && bond > 0; ++look) {
        LineDrawing parted = found;
        const double letterHeight = findLabels(drawing, parted, bond).letterHeight; // of those that touch nothing
        parted = found;
        if (letterHeight > 0)
            cutOutLetters(drawing, parted, letterHeight, bond);
        partTouchingLetters(parted, bond);
        FoundLabels labels = findLabels(drawing, parted, bond);
        std::vector<std::uint8_t> taken = labels.taken;
        const std::vector<RingCircle> circles = takeCircles(parted, bond, taken);
        std::vector<BondLine> lines = findBondLines(parted, bond, taken);
        sketch = buildSketch(std::move(lines), std::move(labels), bond);
        joinCharges(sketch);
        uncrossBonds(sketch);
        markAromatic(sketch, circles);
        const double seen = usualDistance(sketch);
        if (std::fabs(seen - bond) < kSameLength * bond)
            break;
        bond = seen;
    }
    return sketch;
}

MoleculeSketch findSketch(const RgbImage& drawing)
{
    MoleculeSketch best;
    std::size_t fewest = std::numeric_limits<std::size_t>::max();
    for (const double share : kEdgeShares) {
        MoleculeSketch sketch = findSketch(inkOf(drawing, share));
        const std::size_t odd = oddities(sketch);
        if (odd < fewest) {
            fewest = odd;
            best = std::move(sketch);
        }
        if (fewest == 0)
            break;
    }
    return best;
}

std::vector<MoleculeSketch> otherSketches(const RgbImage& drawing, const MoleculeSketch& seen)
{
    std::vector<MoleculeSketch> others;
    for (const double share : kOtherShares) {
        MoleculeSketch sketch = findSketch(inkOf(drawing, share));
        const auto isLike = [&sketch](const MoleculeSketch& other) { return areAlike(sketch, other); };
        if (looksLikeMolecule(sketch) && !isLike(seen) && std::none_of(others.begin(), others.end(), isLike))
            others.push_back(std::move(sketch));
    }
    return others;
}

} // namespace palimpsest
