#include "pipelines/molecule/label_finder.h"

#include <algorithm>
#include <cmath>

#include "pipelines/molecule/groups.h"
#include "pipelines/molecule/plane.h"

namespace palimpsest {
namespace {

constexpr double kLargestLetter = 0.8;   // bond lengths
constexpr double kSmallestLetter = 0.12; // bond lengths; less is a dot
constexpr double kAlike = 0.6;
constexpr double kStraggling = 1.2;    // depths from the line through a straight stroke
constexpr double kCapitalRank = 0.7;   // of the heights of all letters: small letters and digits are below
constexpr double kSameRow = 0.4;       // of the lower letter's height that two of a row share
constexpr double kLetterGap = 0.4;     // letter heights between letters of a row
constexpr double kRowGap = 0.45;       // letter heights between rows
constexpr double kChargeGap = 0.45;    // letter heights between a letter and its charge
constexpr double kLongestMinus = 0.68; // letter heights
constexpr double kLowestSmall = 0.4;   // letter heights of a small letter or a count
constexpr double kTallestSmall = 0.85;
constexpr double kNarrowestSmall = 2.6; // depths; a stroke alone is two wide
constexpr double kHighestMinus = 0.42;  // letter heights below the top of the letter

struct Glyph {
    std::size_t part = 0;
    PixelBox box;
};

double longerSide(const PixelBox& box)
{
    return std::max(box.width(), box.height());
}

// Nothing but one stroke.
bool isStraight(const InkPart& part, double depth)
{
    Stroke longest = part.strokes.front();
    for (const Stroke& one : part.strokes)
        for (const Stroke& other : part.strokes)
            for (const Stroke& across : { Stroke{ one.from, other.from }, Stroke{ one.from, other.to },
                     Stroke{ one.to, other.from }, Stroke{ one.to, other.to } })
                if (distance(across.from, across.to) > distance(longest.from, longest.to))
                    longest = across;
    const PointF along = unit(longest.to - longest.from);
    return std::all_of(part.strokes.begin(), part.strokes.end(), [&](const Stroke& stroke) {
        return std::max(std::fabs(cross(along, stroke.from - longest.from)),
                   std::fabs(cross(along, stroke.to - longest.from)))
            <= kStraggling * depth + 1;
    });
}

// Two short bonds at an atom; no letter has two strokes as long as each other and no others.
bool isCorner(const InkPart& part)
{
    if (part.strokes.size() != 2)
        return false;
    const double first = distance(part.strokes[0].from, part.strokes[0].to);
    const double second = distance(part.strokes[1].from, part.strokes[1].to);
    return std::min(first, second) > kAlike * std::max(first, second);
}

bool isDot(const InkPart& part, double bondLength)
{
    return longerSide(part.box) < kSmallestLetter * bondLength;
}

class LabelFinder {
public:
    LabelFinder(const InkMap& ink, LineDrawing& drawing, double bondLength)
        : m_ink(ink),
          m_drawing(drawing),
          m_bond(bondLength)
    {
        m_found.taken.resize(drawing.parts.size());
    }

    FoundLabels run() &&
    {
        takeLetters();
        if (m_glyphs.empty())
            return std::move(m_found);
        takeUprights();
        takeTouchingUprights();
        takeSmallOnes();
        takeDots();
        joinGlyphs();
        takeCharges();
        return std::move(m_found);
    }

private:
    void take(std::size_t part)
    {
        m_found.taken[part] = 1;
        m_glyphs.push_back({ part, m_drawing.parts[part].box });
    }

    // Small and bent.
    void takeLetters()
    {
        std::vector<int> heights;
        for (std::size_t i = 0; i < m_drawing.parts.size(); ++i) {
            const InkPart& part = m_drawing.parts[i];
            if (!part.isLetter
                && (part.strokes.empty() || longerSide(part.box) > kLargestLetter * m_bond || isDot(part, m_bond)
                    || isStraight(part, m_drawing.depth) || isPlus(part) || isCorner(part)))
                continue;
            take(i);
            heights.push_back(part.box.height());
        }
        if (heights.empty())
            return;
        const auto rank
            = heights.begin() + static_cast<std::ptrdiff_t>(kCapitalRank * static_cast<double>(heights.size() - 1));
        std::nth_element(heights.begin(), rank, heights.end());
        m_found.letterHeight = *rank;
    }

    // An l or an I: as tall as a capital, with a letter beside it, or with nothing at its ends.
    void takeUprights()
    {
        const double height = m_found.letterHeight;
        for (std::size_t i = 0; i < m_drawing.parts.size(); ++i) {
            const InkPart& part = m_drawing.parts[i];
            const PixelBox& box = part.box;
            if (m_found.taken[i] != 0 || part.strokes.empty() || std::abs(box.height() - height) > 0.22 * height
                || box.width() > 0.3 * height)
                continue;
            const bool beside = std::any_of(m_glyphs.begin(), m_glyphs.end(), [&](const Glyph& glyph) {
                return sharedColumns(glyph.box, box) > -0.3 * height && sharedColumns(glyph.box, box) <= 0.1 * height
                    && sharedRows(glyph.box, box) > 0.75 * height;
            });
            if (beside || standsAlone(i))
                take(i);
        }
    }

    // An l whose foot or head touches a bond.
    void takeTouchingUprights()
    {
        const double height = m_found.letterHeight;
        for (std::size_t i = 0; i < m_drawing.parts.size(); ++i) {
            std::vector<Stroke>& strokes = m_drawing.parts[i].strokes;
            if (m_found.taken[i] != 0 || strokes.size() < 2)
                continue;
            const auto isLetter = [&](const Stroke& stroke) {
                const double tall = std::fabs(stroke.from.y - stroke.to.y) + 2 * m_drawing.depth;
                if (std::fabs(stroke.from.x - stroke.to.x) > 0.25 * tall || std::fabs(tall - height) > 0.25 * height)
                    return false;
                const PixelBox box = boxOf(stroke);
                return std::any_of(m_glyphs.begin(), m_glyphs.end(), [&](const Glyph& glyph) {
                    return glyph.box.left < box.left && -sharedColumns(glyph.box, box) < 0.3 * height
                        && sharedColumns(glyph.box, box) < 0.2 * height && sharedRows(glyph.box, box) > 0.75 * height;
                });
            };
            for (const Stroke& stroke : strokes)
                if (isLetter(stroke)) {
                    m_glyphs.push_back({ i, boxOf(stroke) });
                    break;
                }
            const auto gone = std::find_if(strokes.begin(), strokes.end(), isLetter);
            if (gone != strokes.end())
                strokes.erase(gone);
        }
    }

    // An r, whose arm is hardly longer than it is thick, or a count: right of a letter, at its foot, and lower than it.
    void takeSmallOnes()
    {
        const double height = m_found.letterHeight;
        const std::size_t letters = m_glyphs.size();
        for (std::size_t i = 0; i < m_drawing.parts.size(); ++i) {
            const InkPart& part = m_drawing.parts[i];
            const PixelBox& box = part.box;
            if (m_found.taken[i] != 0 || part.strokes.empty() || box.height() < kLowestSmall * height
                || box.height() > kTallestSmall * height || box.width() > box.height()
                || box.width() < kNarrowestSmall * m_drawing.depth)
                continue;
            const bool beside = std::any_of(
                m_glyphs.begin(), m_glyphs.begin() + static_cast<std::ptrdiff_t>(letters), [&](const Glyph& glyph) {
                    const int gap = box.left - glyph.box.right;
                    const int below = box.bottom - glyph.box.bottom;
                    return glyph.box.height() > kTallestSmall * height && gap > -0.1 * height && gap < 0.3 * height
                        && below > -0.12 * height && below < 0.6 * height && sharedRows(glyph.box, box) > 0;
                });
            if (beside)
                take(i);
        }
    }

    [[nodiscard]] PixelBox boxOf(const Stroke& stroke) const
    {
        const double depth = m_drawing.depth;
        const PixelBox& paper = m_drawing.paper;
        return { std::max(paper.left, static_cast<int>(std::min(stroke.from.x, stroke.to.x) - depth)),
            std::max(paper.top, static_cast<int>(std::min(stroke.from.y, stroke.to.y) - depth)),
            std::min(paper.right, static_cast<int>(std::ceil(std::max(stroke.from.x, stroke.to.x) + depth))),
            std::min(paper.bottom, static_cast<int>(std::ceil(std::max(stroke.from.y, stroke.to.y) + depth))) };
    }

    // An iodine: a bond ends near one of its ends or its middle, and it is no bond between two letters and no line of a
    // double bond.
    [[nodiscard]] bool standsAlone(std::size_t index) const
    {
        const PixelBox& box = m_drawing.parts[index].box;
        const double height = m_found.letterHeight;
        if (std::abs(box.height() - height) > 0.13 * height)
            return false;
        const double middle = (box.left + box.right) / 2.0;
        const auto letters = std::count_if(m_glyphs.begin(), m_glyphs.end(), [&](const Glyph& glyph) {
            return glyph.box.left - 0.3 * height < middle && middle < glyph.box.right + 0.3 * height
                && -sharedRows(glyph.box, box) < 0.5 * m_bond;
        });
        bool reached = false;
        for (std::size_t i = 0; i < m_drawing.parts.size(); ++i) {
            if (i == index || m_found.taken[i] != 0)
                continue;
            for (const Stroke& stroke : m_drawing.parts[i].strokes) {
                const bool upright
                    = std::fabs(stroke.from.x - stroke.to.x) < 0.2 * std::fabs(stroke.from.y - stroke.to.y);
                const double apart = std::fabs((stroke.from.x + stroke.to.x) / 2 - middle);
                const double shared = std::min<double>(box.bottom, std::max(stroke.from.y, stroke.to.y))
                    - std::max<double>(box.top, std::min(stroke.from.y, stroke.to.y));
                if (upright && apart < 0.35 * m_bond && shared > 0.5 * height)
                    return false;
                reached = reached || distance(stroke.from, box.toRectF()) < 0.4 * m_bond
                    || distance(stroke.to, box.toRectF()) < 0.4 * m_bond;
            }
        }
        return reached && letters == 0;
    }

    // The dot over an i belongs to what stands below it.
    void takeDots()
    {
        const double height = m_found.letterHeight;
        for (std::size_t i = 0; i < m_drawing.parts.size(); ++i) {
            const PixelBox& box = m_drawing.parts[i].box;
            if (m_found.taken[i] != 0 || longerSide(box) > 0.3 * height)
                continue;
            for (Glyph& glyph : m_glyphs)
                if (glyph.box.width() < 0.35 * height && sharedColumns(glyph.box, box) * 2 >= box.width()
                    && glyph.box.top > box.top && glyph.box.top - box.bottom < 0.3 * height) {
                    glyph.box = united(glyph.box, box);
                    m_found.taken[i] = 1;
                    break;
                }
        }
    }

    [[nodiscard]] bool isSameRow(const PixelBox& a, const PixelBox& b) const
    {
        return sharedRows(a, b) >= kSameRow * std::min(a.height(), b.height())
            && -sharedColumns(a, b) <= kLetterGap * m_found.letterHeight;
    }

    [[nodiscard]] bool isAbove(const PixelBox& a, const PixelBox& b) const
    {
        const int gap = -sharedRows(a, b);
        const double apart = std::fabs((a.left + a.right) / 2.0 - (b.left + b.right) / 2.0);
        return gap > 0 && gap <= kRowGap * m_found.letterHeight && apart < 0.35 * m_found.letterHeight;
    }

    void joinGlyphs()
    {
        Groups groups(m_glyphs.size());
        for (std::size_t i = 0; i < m_glyphs.size(); ++i)
            for (std::size_t k = 0; k < i; ++k)
                if (isSameRow(m_glyphs[i].box, m_glyphs[k].box) || isAbove(m_glyphs[i].box, m_glyphs[k].box)
                    || isAbove(m_glyphs[k].box, m_glyphs[i].box))
                    groups.join(i, k);
        for (const std::vector<std::size_t>& group : groups.members()) {
            std::vector<PixelBox> members;
            for (const std::size_t glyph : group)
                members.push_back(m_glyphs[glyph].box);
            m_found.labels.push_back(labelOf(std::move(members)));
        }
    }

    static AtomLabel labelOf(std::vector<PixelBox> members)
    {
        std::sort(members.begin(), members.end(), [](const PixelBox& a, const PixelBox& b) { return a.left < b.left; });
        AtomLabel label;
        for (const PixelBox& box : members) {
            const auto row = std::find_if(label.rows.begin(), label.rows.end(), [&box](const LabelRow& other) {
                return sharedRows(other.box, box) >= kSameRow * std::min(other.box.height(), box.height());
            });
            if (row == label.rows.end()) {
                label.rows.push_back({ { box }, box });
                continue;
            }
            row->glyphs.push_back(box);
            row->box = united(row->box, box);
        }
        std::sort(label.rows.begin(), label.rows.end(),
            [](const LabelRow& a, const LabelRow& b) { return a.box.top < b.box.top; });
        label.box = label.rows.front().box;
        for (const LabelRow& row : label.rows)
            label.box = united(label.box, row.box);
        return label;
    }

    // Two bars crossing in the middle, and nothing in the corners.
    [[nodiscard]] bool isPlus(const InkPart& part) const
    {
        const PixelBox& box = part.box;
        if (std::abs(box.width() - box.height()) > 0.25 * longerSide(box) + 1)
            return false;
        int corners = 0;
        int middle = 0;
        for (int y = box.top; y < box.bottom; ++y)
            for (int x = box.left; x < box.right; ++x) {
                if (!m_ink.at(static_cast<std::size_t>(x), static_cast<std::size_t>(y)))
                    continue;
                const double across = std::fabs(2.0 * (x - box.left) + 1 - box.width()) / box.width();
                const double down = std::fabs(2.0 * (y - box.top) + 1 - box.height()) / box.height();
                corners += across > 0.5 && down > 0.5 ? 1 : 0;
                middle += across < 0.5 && down < 0.5 ? 1 : 0;
            }
        return corners == 0 && middle > 0 && part.strokes.size() >= 2;
    }

    // A line of a double bond has another beside it.
    [[nodiscard]] bool hasTwin(std::size_t index) const
    {
        const PixelBox& box = m_drawing.parts[index].box;
        for (std::size_t i = 0; i < m_drawing.parts.size(); ++i) {
            const InkPart& other = m_drawing.parts[i];
            if (i != index && m_found.taken[i] == 0 && !other.strokes.empty() && isStraight(other, m_drawing.depth)
                && sharedColumns(box, other.box) > box.width() / 2 && -sharedRows(box, other.box) < 0.3 * m_bond)
                return true;
        }
        return false;
    }

    void takeCharges()
    {
        const double height = m_found.letterHeight;
        for (std::size_t i = 0; i < m_drawing.parts.size(); ++i) {
            const InkPart& part = m_drawing.parts[i];
            const PixelBox& box = part.box;
            if (m_found.taken[i] != 0 || part.strokes.empty())
                continue;
            const bool plus = isPlus(part) && longerSide(box) < 0.9 * height;
            const bool minus = box.width() <= kLongestMinus * height && box.width() >= 0.2 * height
                && box.height() <= 0.4 * box.width() + 1 && isStraight(part, m_drawing.depth);
            if (!plus && (!minus || hasTwin(i)))
                continue;
            for (AtomLabel& label : m_found.labels) {
                const bool near = std::any_of(label.rows.begin(), label.rows.end(), [&](const LabelRow& row) {
                    const int right = box.left - row.box.right;
                    const double below = (box.top + box.bottom) / 2.0 - row.box.top;
                    return right > -0.2 * height && right < kChargeGap * height && below > -0.5 * height
                        && below < (plus ? 0.65 : kHighestMinus) * height;
                });
                if (!near)
                    continue;
                label.charge += plus ? 1 : -1;
                label.marks.push_back(box);
                m_found.taken[i] = 1;
                break;
            }
        }
    }

    const InkMap& m_ink;
    LineDrawing& m_drawing;
    double m_bond;
    FoundLabels m_found;
    std::vector<Glyph> m_glyphs;
};

} // namespace

FoundLabels findLabels(const InkMap& ink, LineDrawing& drawing, double bondLength)
{
    return LabelFinder(ink, drawing, bondLength).run();
}

} // namespace palimpsest
