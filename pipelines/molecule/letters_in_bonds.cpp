#include "pipelines/molecule/letters_in_bonds.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "pipelines/molecule/plane.h"
#include "pipelines/molecule/ring_circles.h"
#include "pipelines/tiling/ink_components.h"

namespace palimpsest {
namespace {

// In letter heights.
constexpr double kLongestStroke = 1.35; // of a letter: the slope of an N
constexpr double kLowest = 0.8;
constexpr double kTallest = 1.2;
constexpr double kWhole = 1.04; // with the ends that were given back
constexpr double kReach = 0.25;
constexpr double kCorner = 0.3;     // less of a bond is what its corner leaves
constexpr double kWedgeDepth = 1.6; // usual depths
constexpr double kNarrowest = 0.35;
constexpr double kWidest = 1.05;
constexpr double kLowestPiece = 0.6;  // before ends of bonds that lie in it are given back
constexpr double kParallel = 0.3;     // sine of the angle between the lines of a double bond, at most
constexpr double kStem = 0.12;        // thickness of the letters; bonds may be thicker
constexpr double kLeastInk = 1.35;    // diagonals of its box that its strokes are long together
constexpr double kLeastOutline = 2.0; // and half of its outline
constexpr double kLeaning = 0.15;     // of an I
constexpr double kIodine = 0.15;
constexpr double kHook = 0.4;       // a shorter stroke comes of the corner between an I and its bond
constexpr double kBeside = 0.5;     // of an I that something else stands beside
constexpr double kShortBond = 0.62; // bond lengths; an I is shorter
constexpr double kApart = 0.35;     // bond lengths
constexpr double kEdge = 1.5;       // pixels beyond a stroke's depth that are still its own
constexpr int kSpeck = 6;           // pixels of ink that are no piece of a letter

bool hasBonds(const InkPart& part, double letterHeight)
{
    return std::max(part.box.width(), part.box.height()) > kWidest * letterHeight && !isCircle(part);
}

// Between its ends, not beyond them.
void wipe(InkMap& ink, const Stroke& stroke)
{
    const PointF along = unit(stroke.to - stroke.from);
    const double whole = distance(stroke.from, stroke.to);
    const double most = std::max(stroke.depthFrom, stroke.depthTo) + kEdge;
    const auto first = [most](double a, double b) { return static_cast<int>(std::max(0.0, std::min(a, b) - most)); };
    const auto last = [most](double a, double b, std::size_t end) {
        return std::min(static_cast<int>(end), static_cast<int>(std::max(a, b) + most) + 1);
    };
    for (int y = first(stroke.from.y, stroke.to.y); y < last(stroke.from.y, stroke.to.y, ink.height); ++y)
        for (int x = first(stroke.from.x, stroke.to.x); x < last(stroke.from.x, stroke.to.x, ink.width); ++x) {
            const PointF way = PointF{ x + 0.5, y + 0.5 } - stroke.from;
            const double at = dot(way, along);
            const double depth = stroke.depthFrom + at / whole * (stroke.depthTo - stroke.depthFrom);
            if (at >= 0 && at <= whole && std::fabs(cross(along, way)) <= depth + kEdge)
                ink.ink[static_cast<std::size_t>(y) * ink.width + static_cast<std::size_t>(x)] = 0;
        }
}

bool isWithin(const PointF& point, const RectF& box)
{
    return distance(point, box) <= 1;
}

// Where the line from a point outside of the box comes to it.
PointF borderBetween(PointF outside, PointF inside, const RectF& box)
{
    for (int i = 0; i < 12; ++i) {
        const PointF middle = between(outside, inside);
        (isWithin(middle, box) ? inside : outside) = middle;
    }
    return outside;
}

class LetterCutter {
public:
    LetterCutter(const InkMap& ink, LineDrawing& drawing, double letterHeight, double bondLength)
        : m_drawing(drawing),
          m_rest(ink),
          m_height(letterHeight),
          m_bond(bondLength)
    {
    }

    void run()
    {
        for (const InkPart& part : m_drawing.parts)
            for (const Stroke& stroke : part.strokes)
                if (distance(stroke.from, stroke.to) > kLongestStroke * m_height)
                    wipe(m_rest, stroke);
        std::vector<InkComponent> pieces = findComponents(m_rest);
        pieces.erase(std::remove_if(pieces.begin(), pieces.end(),
                         [this](const InkComponent& piece) { return !mayBePiece(piece); }),
            pieces.end());
        join(pieces);
        const std::size_t parts = m_drawing.parts.size();
        for (InkComponent& piece : pieces) {
            if (piece.box.height() < kLowestPiece * m_height)
                continue;
            giveBackEnds(piece.box);
            if (isLetter(piece) && !isOfBonds(piece.box.toRectF()))
                cutOut(piece, parts);
        }
        for (std::size_t i = 0; i < parts; ++i)
            if (hasBonds(m_drawing.parts[i], m_height))
                cutOutIodines(i);
    }

private:
    [[nodiscard]] bool mayBePiece(const InkComponent& piece) const
    {
        return piece.pixelCount > kSpeck && piece.box.height() <= kTallest * m_height
            && piece.box.width() <= kWidest * m_height
            && std::any_of(m_drawing.parts.begin(), m_drawing.parts.end(),
                [&](const InkPart& part) {
                    return hasBonds(part, m_height) && sharedRows(part.box, piece.box) == piece.box.height()
                        && sharedColumns(part.box, piece.box) == piece.box.width();
                })
            && std::none_of(m_drawing.parts.begin(), m_drawing.parts.end(), [&](const InkPart& part) {
                   return part.box.left == piece.box.left && part.box.top == piece.box.top
                       && part.box.right == piece.box.right && part.box.bottom == piece.box.bottom;
               });
    }

    // Of a letter that a bond crosses there are several.
    void join(std::vector<InkComponent>& pieces) const
    {
        const int gap = static_cast<int>(std::ceil(2 * (m_drawing.depth + kEdge))) + 1;
        for (std::size_t i = 0; i < pieces.size(); ++i)
            for (std::size_t k = i + 1; k < pieces.size();) {
                const PixelBox all = united(pieces[i].box, pieces[k].box);
                if (-sharedRows(pieces[i].box, pieces[k].box) > gap
                    || -sharedColumns(pieces[i].box, pieces[k].box) > gap || all.height() > kTallest * m_height
                    || all.width() > kWidest * m_height) {
                    ++k;
                    continue;
                }
                pieces[i].box = all;
                pieces[i].pixelCount += pieces[k].pixelCount;
                pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(k));
                k = i + 1;
            }
    }

    // What was wiped away with a bond that ends within a letter.
    void giveBackEnds(PixelBox& box) const
    {
        const double reach = kReach * m_height;
        const int depth = static_cast<int>(std::lround(m_drawing.depth));
        const PixelBox before = box;
        for (const InkPart& part : m_drawing.parts)
            for (const Stroke& stroke : part.strokes)
                for (const PointF& end : { stroke.from, stroke.to }) {
                    if (!hasBonds(part, m_height) || distance(end, before.toRectF()) > reach)
                        continue;
                    const int x = static_cast<int>(end.x);
                    const int y = static_cast<int>(end.y);
                    const PixelBox all = united(box,
                        { std::max(0, x - depth), std::max(0, y - depth),
                            std::min(m_drawing.paper.right, x + depth + 1),
                            std::min(m_drawing.paper.bottom, y + depth + 1) });
                    if (all.height() <= kWhole * m_height && all.width() <= kWhole * m_height)
                        box = all;
                }
    }

    // The two lines of a short double bond, or the wide end of a wedge.
    [[nodiscard]] bool isOfBonds(const RectF& box) const
    {
        std::vector<PointF> ways;
        for (const InkPart& part : m_drawing.parts) {
            if (!hasBonds(part, m_height))
                continue;
            for (const Stroke& stroke : part.strokes) {
                const bool from = isWithin(stroke.from, box);
                const bool to = isWithin(stroke.to, box);
                if ((from && stroke.depthFrom > kWedgeDepth * m_drawing.depth)
                    || (to && stroke.depthTo > kWedgeDepth * m_drawing.depth))
                    return true;
                if (from && to && distance(stroke.from, stroke.to) > kCorner * m_height)
                    ways.push_back(unit(stroke.to - stroke.from));
            }
        }
        return ways.size() > 1 && std::all_of(ways.begin(), ways.end(), [&](const PointF& way) {
            return std::fabs(cross(way, ways.front())) < kParallel;
        });
    }

    // Half the outline of its ink, which is as long as its strokes are together.
    [[nodiscard]] double outlineWithin(const PixelBox& box) const
    {
        const auto at = [this](int x, int y) {
            const bool inside
                = x >= 0 && y >= 0 && x < static_cast<int>(m_rest.width) && y < static_cast<int>(m_rest.height);
            return inside && m_rest.at(static_cast<std::size_t>(x), static_cast<std::size_t>(y));
        };
        int edges = 0;
        for (int y = box.top - 1; y < box.bottom; ++y)
            for (int x = box.left - 1; x < box.right; ++x)
                edges += (at(x, y) != at(x + 1, y) ? 1 : 0) + (at(x, y) != at(x, y + 1) ? 1 : 0);
        return edges / 2.0;
    }

    [[nodiscard]] bool isLetter(const InkComponent& piece) const
    {
        const PixelBox& box = piece.box;
        const double thick = std::min(2 * m_drawing.depth, kStem * m_height);
        return box.height() >= kLowest * m_height && box.width() >= kNarrowest * m_height
            && static_cast<double>(piece.pixelCount)
            >= kLeastInk * thick * std::hypot(box.width() - thick, box.height() - thick)
            && outlineWithin(box) >= kLeastOutline * std::hypot(box.width(), box.height());
    }

    void cutOut(const InkComponent& piece, std::size_t parts)
    {
        const RectF box = piece.box.toRectF();
        InkPart letter{ piece.box, piece.pixelCount, {}, true };
        for (std::size_t i = 0; i < parts; ++i) {
            InkPart& part = m_drawing.parts[i];
            if (!hasBonds(part, m_height))
                continue;
            std::vector<Stroke> kept;
            for (Stroke stroke : part.strokes) {
                const bool from = isWithin(stroke.from, box);
                const bool to = isWithin(stroke.to, box);
                if (from && to) {
                    letter.strokes.push_back(stroke);
                    continue;
                }
                if (from)
                    stroke.from = borderBetween(stroke.to, stroke.from, box);
                if (to)
                    stroke.to = borderBetween(stroke.from, stroke.to, box);
                kept.push_back(stroke);
            }
            part.strokes = std::move(kept);
        }
        m_drawing.parts.push_back(std::move(letter));
    }

    // A bond that stands upright and is as short as a capital is tall, from the end of another to nowhere.
    void cutOutIodines(std::size_t part)
    {
        const std::vector<Stroke> strokes = m_drawing.parts[part].strokes;
        for (std::size_t i = 0; i < strokes.size(); ++i) {
            const Stroke& stroke = strokes[i];
            const Meeting from = meetingAt(strokes, i, stroke.from);
            const Meeting to = meetingAt(strokes, i, stroke.to);
            if (!isCapital(stroke) || from.strokes + to.strokes != 1 || from.bonds + to.bonds != 1
                || hasNeighbour(stroke))
                continue;
            const double depth = m_drawing.depth;
            const PixelBox box{ std::max(0, static_cast<int>(std::min(stroke.from.x, stroke.to.x) - depth)),
                std::max(0, static_cast<int>(std::min(stroke.from.y, stroke.to.y) - depth)),
                std::min(m_drawing.paper.right, static_cast<int>(std::max(stroke.from.x, stroke.to.x) + depth) + 1),
                std::min(m_drawing.paper.bottom, static_cast<int>(std::max(stroke.from.y, stroke.to.y) + depth) + 1) };
            std::vector<Stroke>& left = m_drawing.parts[part].strokes;
            left.erase(std::remove_if(left.begin(), left.end(),
                           [&](const Stroke& other) {
                               return distance(other.from, stroke.from) + distance(other.to, stroke.to) < 1e-6;
                           }),
                left.end());
            m_drawing.parts.push_back({ box, static_cast<std::size_t>(box.width() * box.height()), { stroke }, true });
        }
    }

    [[nodiscard]] bool isCapital(const Stroke& stroke) const
    {
        const double tall = std::fabs(stroke.from.y - stroke.to.y) + 2 * m_drawing.depth;
        return std::fabs(stroke.from.x - stroke.to.x) < kLeaning * tall
            && std::fabs(tall - m_height) < kIodine * m_height && tall < kShortBond * m_bond;
    }

    struct Meeting {
        int strokes = 0; // others that end there
        int bonds = 0;   // of those, the ones too long for a letter's
    };

    [[nodiscard]] Meeting meetingAt(const std::vector<Stroke>& strokes, std::size_t one, const PointF& place) const
    {
        Meeting meeting;
        for (std::size_t i = 0; i < strokes.size(); ++i) {
            const double far = std::min(distance(strokes[i].from, place), distance(strokes[i].to, place));
            const double whole = distance(strokes[i].from, strokes[i].to);
            if (i == one || whole < kHook * m_height || far > std::max(kHook * m_height, 2 * (m_drawing.depth + kEdge)))
                continue;
            ++meeting.strokes;
            meeting.bonds += whole > kLongestStroke * m_height ? 1 : 0;
        }
        return meeting;
    }

    // Another line of a double bond, or the C of a chlorine.
    [[nodiscard]] bool hasNeighbour(const Stroke& stroke) const
    {
        const double top = std::min(stroke.from.y, stroke.to.y);
        const double bottom = std::max(stroke.from.y, stroke.to.y);
        const double x = (stroke.from.x + stroke.to.x) / 2;
        const auto isBeside = [&](double left, double right, double first, double last) {
            const double apart = std::max({ 0.0, left - x, x - right });
            return std::min(bottom, last) - std::max(top, first) > kBeside * m_height && apart < kApart * m_bond
                && apart > m_drawing.depth;
        };
        return std::any_of(m_drawing.parts.begin(), m_drawing.parts.end(), [&](const InkPart& part) {
            if (!hasBonds(part, m_height))
                return isBeside(part.box.left, part.box.right, part.box.top, part.box.bottom);
            return std::any_of(part.strokes.begin(), part.strokes.end(), [&](const Stroke& other) {
                return isBeside(std::min(other.from.x, other.to.x), std::max(other.from.x, other.to.x),
                    std::min(other.from.y, other.to.y), std::max(other.from.y, other.to.y));
            });
        });
    }

    LineDrawing& m_drawing;
    InkMap m_rest;
    double m_height;
    double m_bond;
};

} // namespace

void cutOutLetters(const InkMap& ink, LineDrawing& drawing, double letterHeight, double bondLength)
{
    LetterCutter(ink, drawing, letterHeight, bondLength).run();
}

} // namespace palimpsest
