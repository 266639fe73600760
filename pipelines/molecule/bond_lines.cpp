#include "pipelines/molecule/bond_lines.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "pipelines/molecule/groups.h"
#include "pipelines/molecule/hashed_wedges.h"
#include "pipelines/molecule/plane.h"
#include "pipelines/molecule/ring_circles.h"

namespace palimpsest {
namespace {

// All lengths are in bond lengths.
constexpr double kShortest = 0.22;       // of a stroke that is a bond by itself
constexpr double kShortestOfTwo = 0.07;  // of lines as long as each other: between two letters little is left
constexpr double kHidden = 0.2;          // of a line that a letter may have covered more than of the one beside it
constexpr double kAlike = 0.65;          // of the longer line
constexpr double kParallel = 0.21;       // sine of the largest angle between the lines of one bond
constexpr double kFurthestBeside = 0.34; // between the lines of one bond
constexpr double kBesideShare = 0.55;    // of the shorter line that lies beside the longer
constexpr double kInnerShorter
    = 0.88; // of the other line: the inner line of a ring's bond, and what it is beside is the bond
constexpr double kSeveral = 1.6;         // a line that long is several bonds
constexpr double kUncovered = 0.45;      // left of a line by the one beside it: a bond of its own
constexpr double kAllAlong = 0.92;       // of a line: what is beside it goes along all of it
constexpr double kWedgeGrowth = 2.0;     // of the thickness from end to end
constexpr double kWedgeDepth = 1.6;      // of the usual thickness, at the wide end
constexpr double kThinnestWedge = 0.055; // half of its thickness at the wide end
constexpr double kMeet = 0.2;
constexpr double kBondsLarger = 1.7; // times the largest letter
constexpr double kLongRank = 0.65; // of all strokes' length together, from the shortest: bonds that no letter shortens
constexpr double kDot = 4;         // usual depths

struct Line {
    PointF from;
    PointF to;
    BondMark mark = BondMark::None;
    bool alone = false; // nothing else hangs together with it

    [[nodiscard]] double length() const { return distance(from, to); }
    [[nodiscard]] PointF along() const { return unit(to - from); }
    [[nodiscard]] PointF middle() const { return between(from, to); }
    // Where a point lies along the line, in pixels from its beginning.
    [[nodiscard]] double at(const PointF& point) const { return dot(point - from, along()); }
    [[nodiscard]] double off(const PointF& point) const { return cross(along(), point - from); }
};

// The span of `other` along `line`, ordered.
std::pair<double, double> spanAlong(const Line& line, const Line& other)
{
    return std::minmax({ line.at(other.from), line.at(other.to) });
}

class BondLineFinder {
public:
    BondLineFinder(const LineDrawing& drawing, double bondLength, const std::vector<std::uint8_t>& taken)
        : m_bond(bondLength)
    {
        for (std::size_t i = 0; i < drawing.parts.size(); ++i)
            if (taken[i] == 0)
                for (const Stroke& stroke : drawing.parts[i].strokes)
                    add(stroke, drawing.depth, drawing.parts[i].strokes.size() == 1);
    }

    std::vector<BondLine> run()
    {
        for (const std::vector<std::size_t>& group : groups())
            addBonds(group);
        return std::move(m_bonds);
    }

private:
    void add(const Stroke& stroke, double depth, bool alone)
    {
        Line line{ stroke.from, stroke.to, BondMark::None, alone };
        const double thin = std::min(stroke.depthFrom, stroke.depthTo);
        const double thick = std::max(stroke.depthFrom, stroke.depthTo);
        if (thick > kWedgeDepth * depth && thick > kWedgeGrowth * std::max(thin, 0.0) && thick > kThinnestWedge * m_bond
            && line.length() > 0.4 * m_bond) {
            if (stroke.depthFrom > stroke.depthTo)
                std::swap(line.from, line.to);
            line.mark = BondMark::Wedge;
        }
        m_lines.push_back(line);
    }

    [[nodiscard]] bool areOneBond(const Line& a, const Line& b) const
    {
        const Line& longer = a.length() >= b.length() ? a : b;
        const Line& shorter = a.length() >= b.length() ? b : a;
        if (shorter.length() < kShortestOfTwo * m_bond
            || (shorter.length() < kShortest * m_bond && !shorter.alone && shorter.length() < kAlike * longer.length())
            || a.mark != BondMark::None || b.mark != BondMark::None)
            return false;
        if (std::fabs(cross(longer.along(), shorter.along())) > kParallel)
            return false;
        const double off = std::fabs(longer.off(shorter.middle()));
        if (off > kFurthestBeside * m_bond)
            return false;
        const auto [first, last] = spanAlong(longer, shorter);
        const double more = shorter.alone ? kHidden * m_bond : 0;
        const double beside = std::min(last, longer.length() + more) - std::max(first, -more);
        return beside >= kBesideShare * shorter.length();
    }

    std::vector<std::vector<std::size_t>> groups()
    {
        Groups ofBonds(m_lines.size());
        for (std::size_t i = 0; i < m_lines.size(); ++i)
            for (std::size_t k = 0; k < i; ++k)
                if (areOneBond(m_lines[i], m_lines[k]))
                    ofBonds.join(i, k);
        return ofBonds.members();
    }

    // How many ends of other lines are near an end of this one.
    [[nodiscard]] int meetings(std::size_t line, const std::vector<std::size_t>& group) const
    {
        int count = 0;
        for (const PointF& end : { m_lines[line].from, m_lines[line].to })
            for (std::size_t i = 0; i < m_lines.size(); ++i)
                if (std::find(group.begin(), group.end(), i) == group.end())
                    for (const PointF& other : { m_lines[i].from, m_lines[i].to })
                        if (distance(end, other) < 0.5 * kMeet * m_bond) {
                            ++count;
                            break;
                        }
        return count;
    }

    // The lines of a group side by side; the one that the bond runs along, and those beside it.
    void addBonds(std::vector<std::size_t> group)
    {
        std::sort(group.begin(), group.end(),
            [this](std::size_t a, std::size_t b) { return m_lines[a].length() > m_lines[b].length(); });
        const Line& longest = m_lines[group.front()];
        if (group.size() == 1) {
            addRow(longest, {});
            return;
        }
        // The middle one of three; of two the longer, the one that others meet, or neither.
        std::vector<std::size_t> full;
        for (const std::size_t line : group)
            if (m_lines[line].length() >= kInnerShorter * longest.length())
                full.push_back(line);
        Line axis = longest;
        std::vector<Line> beside;
        std::size_t chosen = group.front();
        if (group.size() >= 3) {
            std::vector<std::size_t> across = group;
            std::sort(across.begin(), across.end(), [&](std::size_t a, std::size_t b) {
                return longest.off(m_lines[a].middle()) < longest.off(m_lines[b].middle());
            });
            chosen = across[across.size() / 2];
            axis = m_lines[chosen];
        } else if (full.size() == 2) {
            const int first = meetings(full[0], group);
            const int second = meetings(full[1], group);
            if (first == second) {
                const Line& other = m_lines[full[1]];
                const bool same = dot(longest.along(), other.along()) > 0;
                axis = { between(longest.from, same ? other.from : other.to),
                    between(longest.to, same ? other.to : other.from) };
                addRow(axis, { other });
                return;
            }
            chosen = first > second ? full[0] : full[1];
            axis = m_lines[chosen];
        }
        for (const std::size_t line : group)
            if (line != chosen)
                beside.push_back(m_lines[line]);
        addRow(axis, beside);
    }

    // One bond, or several in a row where the line is too long for one. Lines beside raise the order of what they are
    // beside.
    void addRow(const Line& axis, const std::vector<Line>& beside)
    {
        const double length = axis.length();
        std::vector<double> cuts{ 0 };
        for (const Line& line : beside) {
            const auto [first, last] = spanAlong(axis, line);
            if (first > kUncovered * m_bond)
                cuts.push_back(first);
            if (length - last > kUncovered * m_bond)
                cuts.push_back(last);
        }
        const bool all = !beside.empty() && std::all_of(beside.begin(), beside.end(), [length](const Line& line) {
            return line.length() > kAllAlong * length;
        });
        if (cuts.size() > 1)
            cuts = evened(std::move(cuts), length);
        else if (all && length > kSeveral * m_bond)
            cuts = equalPieces(length);
        cuts.push_back(length);
        for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
            BondLine bond{ axis.from + cuts[i] * axis.along(), axis.from + cuts[i + 1] * axis.along(), 1, axis.mark };
            for (const Line& line : beside) {
                const auto [first, last] = spanAlong(axis, line);
                const double shared = std::min(last, cuts[i + 1]) - std::max(first, cuts[i]);
                bond.order += shared > 0.5 * std::min(cuts[i + 1] - cuts[i], last - first) ? 1 : 0;
            }
            bond.order = std::min(bond.order, 3);
            m_bonds.push_back(bond);
        }
    }

    // Cuts near each other become one, and lie where bonds end: the inner line of a bond is a little shorter than the
    // bond.
    [[nodiscard]] std::vector<double> evened(std::vector<double> cuts, double length) const
    {
        std::sort(cuts.begin(), cuts.end());
        std::vector<double> even;
        for (const double cut : cuts)
            if (even.empty() || cut - even.back() > 0.4 * m_bond)
                even.push_back(cut);
        for (std::size_t i = 1; i < even.size(); ++i)
            for (const double whole : { even[i - 1] + m_bond, length - m_bond })
                if (std::fabs(whole - even[i]) < 0.25 * m_bond)
                    even[i] = whole;
        return even;
    }

    [[nodiscard]] std::vector<double> equalPieces(double length) const
    {
        const auto pieces = static_cast<std::size_t>(std::max(1L, std::lround(length / m_bond)));
        std::vector<double> cuts;
        for (std::size_t i = 0; i < pieces; ++i)
            cuts.push_back(length * static_cast<double>(i) / static_cast<double>(pieces));
        return cuts;
    }

    double m_bond;
    std::vector<Line> m_lines;
    std::vector<BondLine> m_bonds;
};

double longerSide(const InkPart& part)
{
    return std::max(part.box.width(), part.box.height());
}

// The side of the largest part that is a letter rather than bonds, which are parts of quite another size; 0: all are
// bonds.
double largestLetter(const LineDrawing& drawing)
{
    std::vector<double> sides;
    for (const InkPart& part : drawing.parts)
        if (part.strokes.size() > 1 && longerSide(part) > kDot * drawing.depth)
            sides.push_back(longerSide(part));
    std::sort(sides.begin(), sides.end());
    for (std::size_t i = 0; i + 1 < sides.size(); ++i)
        if (sides[i + 1] > kBondsLarger * sides[i])
            return sides[i];
    return 0;
}

} // namespace

double usualBondLength(const LineDrawing& drawing)
{
    const double letters = largestLetter(drawing);
    std::vector<double> lengths;
    for (const InkPart& part : drawing.parts)
        if (part.strokes.size() == 1 || (longerSide(part) > letters && !isCircle(part)))
            for (const Stroke& stroke : part.strokes)
                lengths.push_back(distance(stroke.from, stroke.to));
    std::sort(lengths.begin(), lengths.end());
    const double most = kLongRank * std::accumulate(lengths.begin(), lengths.end(), 0.0);
    double sum = 0;
    for (const double length : lengths)
        if ((sum += length) >= most)
            return length;
    return 0;
}

std::vector<BondLine> findBondLines(const LineDrawing& drawing, double bondLength, std::vector<std::uint8_t>& taken)
{
    std::vector<BondLine> hashed = findHashedWedges(drawing, bondLength, taken);
    std::vector<BondLine> lines = BondLineFinder(drawing, bondLength, taken).run();
    lines.insert(lines.end(), hashed.begin(), hashed.end());
    return lines;
}

} // namespace palimpsest
