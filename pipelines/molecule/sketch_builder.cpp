#include "pipelines/molecule/sketch_builder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "pipelines/molecule/plane.h"

namespace palimpsest {
namespace {

// In bond lengths.
constexpr double kReach = 0.36;      // from the end of a bond to the label it goes to
constexpr double kBesideLabel = 0.1; // that a bond may point past its label
constexpr double kMeet = 0.24;       // ends nearer than that are one atom
constexpr double kBeforeWedge = 0.4; // the same, where a wedge leads there
constexpr double kAhead = 0.9;       // cosine
constexpr double kTouch = 0.1;       // ends nearer than that are surely one atom, and no label's
constexpr double kDebris = 0.3;      // a line that short comes of a corner's thickness
constexpr double kOnLine = 0.12;     // an end that near to the middle of a line forks off it

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

struct End {
    std::size_t line = 0;
    bool isTo = false;
    PointF place;
    PointF outwards;
    std::size_t label = kNone;
    std::size_t atom = kNone;
};

class SketchBuilder {
public:
    SketchBuilder(std::vector<BondLine> lines, FoundLabels found, double bondLength)
        : m_lines(std::move(lines)),
          m_bond(bondLength)
    {
        m_sketch.labels = std::move(found.labels);
        m_sketch.letterHeight = found.letterHeight;
        m_sketch.bondLength = bondLength;
    }

    MoleculeSketch run() &&
    {
        makeEnds();
        findReachedLabels();
        dropDebris();
        cutAtForks();
        meet();
        makeBonds();
        return std::move(m_sketch);
    }

private:
    void makeEnds()
    {
        m_ends.clear();
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            const BondLine& line = m_lines[i];
            const PointF along = unit(line.to - line.from);
            m_ends.push_back({ i, false, line.from, -1.0 * along });
            m_ends.push_back({ i, true, line.to, along });
        }
    }

    [[nodiscard]] bool touchesAnother(const End& end) const
    {
        return std::any_of(m_ends.begin(), m_ends.end(), [&](const End& other) {
            return other.line != end.line && distance(other.place, end.place) < kTouch * m_bond
                && length(m_lines[other.line].to - m_lines[other.line].from) > kDebris * m_bond;
        });
    }

    void findReachedLabels()
    {
        for (End& end : m_ends) {
            if (touchesAnother(end))
                continue;
            double nearest = kReach * m_bond;
            for (std::size_t i = 0; i < m_sketch.labels.size(); ++i)
                for (const RectF& box : boxesOf(m_sketch.labels[i])) {
                    const double far = distance(end.place, box);
                    if (far > nearest || !pointsAt(end, box))
                        continue;
                    nearest = far;
                    end.label = i;
                }
        }
    }

    // Bonds stop before the mark of a charge as well.
    static std::vector<RectF> boxesOf(const AtomLabel& label)
    {
        std::vector<RectF> boxes;
        for (const LabelRow& row : label.rows)
            boxes.push_back(row.box.toRectF());
        for (const PixelBox& mark : label.marks)
            boxes.push_back(mark.toRectF());
        return boxes;
    }

    // The line goes on into the box, or nearly.
    [[nodiscard]] bool pointsAt(const End& end, const RectF& box) const
    {
        constexpr int kSteps = 16;
        for (int i = 0; i <= kSteps; ++i) {
            const PointF ahead = end.place + (0.6 * m_bond * i / kSteps) * end.outwards;
            if (distance(ahead, box) <= kBesideLabel * m_bond)
                return true;
        }
        return false;
    }

    void dropDebris()
    {
        std::vector<BondLine> kept;
        std::vector<End> ends;
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            const bool labels = m_ends[2 * i].label != kNone && m_ends[2 * i + 1].label != kNone;
            if (distance(m_lines[i].from, m_lines[i].to) < kDebris * m_bond && !labels) {
                m_debris.push_back(m_lines[i]);
                continue;
            }
            for (std::size_t k = 2 * i; k < 2 * i + 2; ++k) {
                ends.push_back(m_ends[k]);
                ends.back().line = kept.size();
            }
            kept.push_back(m_lines[i]);
        }
        m_lines = std::move(kept);
        m_ends = std::move(ends);
    }

    [[nodiscard]] bool isAlone(const End& end) const
    {
        return std::none_of(m_ends.begin(), m_ends.end(), [&](const End& other) {
            return other.line != end.line && distance(other.place, end.place) < kMeet * m_bond;
        });
    }

    // Where a bond ends in the middle of another there is an atom.
    void cutAtForks()
    {
        for (std::size_t e = 0; e < m_ends.size(); ++e) {
            const End end = m_ends[e];
            if (end.label != kNone || !isAlone(end))
                continue;
            for (std::size_t i = 0; i < m_lines.size(); ++i) {
                const BondLine line = m_lines[i];
                const PointF along = unit(line.to - line.from);
                const double at = dot(end.place - line.from, along);
                const double whole = distance(line.from, line.to);
                if (i == end.line || at < kMeet * m_bond || whole - at < kMeet * m_bond
                    || std::fabs(cross(along, end.place - line.from)) > kOnLine * m_bond)
                    continue;
                const PointF fork = line.from + at * along;
                const std::size_t added = m_lines.size();
                m_lines.push_back({ fork, line.to, line.order, BondMark::None });
                m_lines[i].to = fork;
                End far = m_ends[2 * i + 1];
                far.line = added;
                m_ends[2 * i + 1] = { i, true, fork, along };
                m_ends.push_back({ added, false, fork, -1.0 * along });
                m_ends.push_back(far);
                break;
            }
        }
    }

    // A wedge ends where its ink does, its last dash before the atom, its wide end beyond the lines that begin there.
    [[nodiscard]] bool leadsTo(const End& wedge, const End& other) const
    {
        return m_lines[wedge.line].mark != BondMark::None
            && dot(unit(other.place - wedge.place), wedge.outwards) > kAhead;
    }

    // The pairs of ends, each both ways, that lie at the two ends of a line that was too short to be a bond. Found line
    // by line: a picture that is no drawing has thousands of these.
    [[nodiscard]] std::set<std::pair<std::size_t, std::size_t>> bridgedEnds() const
    {
        std::set<std::pair<std::size_t, std::size_t>> bridged;
        const auto endsNear = [this](const PointF& place) {
            std::vector<std::size_t> near;
            for (std::size_t i = 0; i < m_ends.size(); ++i)
                if (m_ends[i].label == kNone && distance(m_ends[i].place, place) < kTouch * m_bond)
                    near.push_back(i);
            return near;
        };
        for (const BondLine& line : m_debris) {
            const std::vector<std::size_t> beyond = endsNear(line.to);
            for (const std::size_t a : endsNear(line.from))
                for (const std::size_t b : beyond) {
                    bridged.emplace(a, b);
                    bridged.emplace(b, a);
                }
        }
        return bridged;
    }

    // Ends near each other become atoms, the nearest first; never both ends of a line.
    void meet()
    {
        struct Pair {
            double far;
            std::size_t a;
            std::size_t b;
        };
        std::vector<Pair> pairs;
        const auto bridged = bridgedEnds();
        std::vector<std::vector<std::size_t>> members(m_ends.size());
        std::vector<std::size_t> of(m_ends.size());
        for (std::size_t a = 0; a < m_ends.size(); ++a) {
            of[a] = a;
            members[a] = { a };
            if (m_ends[a].label != kNone)
                continue;
            for (std::size_t b = 0; b < a; ++b) {
                const double far = distance(m_ends[a].place, m_ends[b].place);
                if (m_ends[b].label == kNone
                    && (far < kMeet * m_bond || bridged.contains({ a, b })
                        || (far < kBeforeWedge * m_bond
                            && (leadsTo(m_ends[a], m_ends[b]) || leadsTo(m_ends[b], m_ends[a])))))
                    pairs.push_back({ far, a, b });
            }
        }
        std::sort(pairs.begin(), pairs.end(), [](const Pair& p, const Pair& q) { return p.far < q.far; });
        for (const Pair& pair : pairs) {
            std::vector<std::size_t>& into = members[of[pair.a]];
            std::vector<std::size_t>& from = members[of[pair.b]];
            const bool sameLine = std::any_of(into.begin(), into.end(), [&](std::size_t a) {
                return std::any_of(
                    from.begin(), from.end(), [&](std::size_t b) { return m_ends[a].line == m_ends[b].line; });
            });
            if (of[pair.a] == of[pair.b] || sameLine)
                continue;
            const std::size_t gone = of[pair.b];
            for (const std::size_t end : from)
                of[end] = of[pair.a];
            into.insert(into.end(), from.begin(), from.end());
            members[gone].clear();
        }
        std::vector<std::size_t> atomOf(m_sketch.labels.size(), kNone);
        for (std::size_t i = 0; i < m_ends.size(); ++i) {
            if (m_ends[i].label != kNone) {
                addLabelled(m_ends[i], atomOf[m_ends[i].label]);
                continue;
            }
            if (members[i].empty())
                continue;
            PointF sum;
            for (const std::size_t end : members[i]) {
                sum = sum + m_ends[end].place;
                m_ends[end].atom = m_sketch.atoms.size();
            }
            m_sketch.atoms.push_back({ (1.0 / static_cast<double>(members[i].size())) * sum, std::nullopt });
        }
    }

    void addLabelled(End& end, std::size_t& atom)
    {
        if (atom == kNone) {
            atom = m_sketch.atoms.size();
            m_sketch.atoms.push_back({ nearestGlyph(m_sketch.labels[end.label], end.place), end.label });
        }
        end.atom = atom;
        m_sketch.atoms[atom].reached.push_back(end.place);
    }

    static PointF nearestGlyph(const AtomLabel& label, const PointF& place)
    {
        PointF middle = place;
        double nearest = std::numeric_limits<double>::max();
        for (const LabelRow& row : label.rows)
            for (const PixelBox& glyph : row.glyphs)
                if (const double far = distance(place, glyph.toRectF()); far < nearest) {
                    nearest = far;
                    middle = middleOf(glyph);
                }
        return middle;
    }

    void makeBonds()
    {
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            const SketchBond bond{ m_ends[2 * i].atom, m_ends[2 * i + 1].atom, m_lines[i].order, m_lines[i].mark };
            if (bond.from == bond.to)
                continue;
            const auto same
                = std::find_if(m_sketch.bonds.begin(), m_sketch.bonds.end(), [&bond](const SketchBond& other) {
                      return (other.from == bond.from && other.to == bond.to)
                          || (other.from == bond.to && other.to == bond.from);
                  });
            if (same == m_sketch.bonds.end())
                m_sketch.bonds.push_back(bond);
            else
                same->order = std::max(same->order, bond.order);
        }
    }

    static PointF middleOf(const PixelBox& box)
    {
        return { (box.left + box.right) / 2.0, (box.top + box.bottom) / 2.0 };
    }

    std::vector<BondLine> m_lines;
    std::vector<BondLine> m_debris;
    std::vector<End> m_ends; // two of each line, its beginning first
    double m_bond;
    MoleculeSketch m_sketch;
};

} // namespace

MoleculeSketch buildSketch(std::vector<BondLine> lines, FoundLabels labels, double bondLength)
{
    return SketchBuilder(std::move(lines), std::move(labels), bondLength).run();
}

} // namespace palimpsest
