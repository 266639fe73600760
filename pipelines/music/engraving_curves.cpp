#include "pipelines/music/engraving_curves.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "pipelines/music/engraving_ink.h"

namespace palimpsest {
namespace {

constexpr double kTieAway = 0.12;
constexpr double kTieBeside = 0.5; // from the middle of a head
constexpr double kSlurAway = 0.95;
constexpr double kClear = 0.4; // of a slur above what it passes
constexpr double kHighest = 7;
constexpr double kPastEdge = 0.8;

using Voice = std::pair<std::size_t, std::size_t>; // staff and voice

// A curve that rises by `height` above the line between its ends, -1 upwards.
InkCurve curveBetween(const PointF& from, const PointF& to, double height, double sign, double weight)
{
    const double reach = sign * height / 0.75;
    const double inset = std::min(0.3, 0.18 + 0.6 / std::max(1.0, to.x - from.x));
    const auto control = [&](double t) {
        return PointF{ from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t + reach };
    };
    return { { from, control(inset), control(1 - inset), to }, weight, kNoNote };
}

class CurveDrawer {
public:
    CurveDrawer(const std::vector<PlacedChord>& chords, const std::vector<LineEdges>& lines,
        std::vector<std::vector<Ink>>& inks)
        : m_chords(chords),
          m_lines(lines),
          m_inks(inks)
    {
    }

    void draw()
    {
        for (std::size_t i = 0; i < m_chords.size(); ++i) {
            if (m_chords[i].chord->rest)
                continue;
            followTies(i);
            followSlurs(i);
        }
    }

private:
    struct End {
        std::size_t chord = 0;
        std::size_t head = 0;
    };

    [[nodiscard]] const TimedChord& timed(std::size_t chord) const { return *m_chords[chord].chord->chord; }

    void followTies(std::size_t index)
    {
        const LaidChord& chord = *m_chords[index].chord;
        for (std::size_t i = 0; i < chord.heads.size(); ++i) {
            const KernNote& note = chord.chord->notes[chord.heads[i].member];
            const std::pair key{ chord.chord->staff, std::pair(note.step, note.alteration) };
            if (note.count(']') + note.count('_') > 0) {
                const auto from = m_ties.find(key);
                if (from != m_ties.end()) {
                    drawTie(from->second, { index, i });
                    m_ties.erase(from);
                }
            }
            if (note.count('[') + note.count('_') > 0)
                m_ties[key] = { index, i };
        }
    }

    void drawTie(const End& from, const End& to)
    {
        const LaidChord& first = *m_chords[from.chord].chord;
        const LaidChord& second = *m_chords[to.chord].chord;
        double sign = first.stem == Stem::Up ? 1 : -1; // away from the stem
        if (first.shared)
            sign = -sign;
        else if (first.heads.size() > 1) // outwards from the middle of a chord
            sign = 2 * from.head >= first.heads.size() ? -1 : 1;
        const LaidHead& head = first.heads[from.head];
        const LaidHead& target = second.heads[to.head];
        const bool inside = first.heads.size() > 1;
        const double away = inside ? 0.2 : kTieBeside;
        const double left = m_chords[from.chord].x + head.dx + widthOf(head.glyph) * first.scale * (inside ? 1 : 0.8)
            + (inside ? kTieAway : 0);
        const double right
            = m_chords[to.chord].x + target.dx + widthOf(target.glyph) * (inside ? 0 : 0.2) - (inside ? kTieAway : 0);
        const double y = head.y + sign * away;
        span(chordStaff(from.chord), { m_chords[from.chord].line, { left, y } },
            { m_chords[to.chord].line, { right, target.y + sign * away } }, [&](const PointF& a, const PointF& b) {
                const double height = std::clamp(0.25 + 0.06 * (b.x - a.x), 0.3, 1.0);
                return curveBetween(a, b, height, sign, 0.2);
            });
    }

    [[nodiscard]] std::size_t chordStaff(std::size_t chord) const { return timed(chord).staff; }

    struct Place {
        std::size_t line = 0;
        PointF at;
    };

    // In one piece, or to the end of a line and from the beginning of the other.
    template <typename Make> void span(std::size_t staff, const Place& from, const Place& to, const Make& make)
    {
        const auto put = [&](std::size_t line, const PointF& a, const PointF& b) {
            if (a.x + 0.2 < b.x)
                m_inks[line][staff].curves.push_back(make(a, b));
        };
        if (from.line == to.line)
            return put(from.line, from.at, to.at);
        put(from.line, from.at, { m_lines[from.line].right + kPastEdge / 2, from.at.y });
        for (std::size_t line = from.line + 1; line < to.line; ++line)
            put(line, { m_lines[line].left - kPastEdge, to.at.y }, { m_lines[line].right, to.at.y });
        put(to.line, { m_lines[to.line].left - kPastEdge, to.at.y }, to.at);
    }

    void followSlurs(std::size_t index)
    {
        const TimedChord& chord = timed(index);
        std::size_t opens = 0;
        std::size_t closes = 0;
        for (const KernNote& note : chord.notes) {
            opens += note.count('(');
            closes += note.count(')');
        }
        std::vector<std::size_t>& open = m_slurs[{ chord.staff, chord.voice }];
        for (; closes > 0; --closes) {
            std::vector<std::size_t>* from = &open;
            // One that began before the staff had two voices.
            for (auto other = m_slurs.begin(); from->empty() && other != m_slurs.end(); ++other)
                if (other->first.first == chord.staff)
                    from = &other->second;
            if (from->empty())
                break;
            drawSlur(from->back(), index);
            from->pop_back();
        }
        open.insert(open.end(), opens, index);
    }

    [[nodiscard]] bool isPassed(std::size_t chord, std::size_t from) const
    {
        return !m_chords[chord].chord->rest && timed(chord).staff == timed(from).staff
            && (!m_chords[chord].chord->shared || timed(chord).voice == timed(from).voice);
    }

    // What a curve on that side has to clear.
    static double edgeOf(const LaidChord& chord, double sign)
    {
        const double head = sign < 0 ? chord.heads.back().y - 0.55 : chord.heads.front().y + 0.55;
        return sign < 0 ? std::min(head, chord.stemEnd) : std::max(head, chord.stemEnd);
    }

    [[nodiscard]] PointF slurEnd(std::size_t chord, double sign) const
    {
        const LaidChord& laid = *m_chords[chord].chord;
        const bool atStem = (laid.stem == Stem::Up) == (sign < 0) && laid.written.halvings > 0;
        const double middle = m_chords[chord].x + widthOf(laid.heads.front().glyph) * laid.scale / 2;
        if (atStem && laid.beam == kNoNote)
            return { middle + sign * -0.2, laid.stemEnd + sign * 0.35 };
        if (atStem)
            return { middle, laid.stemEnd + sign * 0.4 };
        return { middle, (sign < 0 ? laid.heads.back().y : laid.heads.front().y) + sign * kSlurAway };
    }

    void drawSlur(std::size_t from, std::size_t to)
    {
        const LaidChord& first = *m_chords[from].chord;
        double sign = 1; // below where all stems go up
        for (std::size_t i = from; i <= to; ++i)
            if (isPassed(i, from) && m_chords[i].chord->stem == Stem::Down && !m_chords[i].chord->grace)
                sign = -1;
        if (first.shared)
            sign = first.stem == Stem::Up ? -1 : 1;
        const Place begin{ m_chords[from].line, slurEnd(from, sign) };
        const Place end{ m_chords[to].line, slurEnd(to, sign) };
        std::size_t line = begin.line;
        span(timed(from).staff, begin, end, [&](const PointF& a, const PointF& b) {
            const InkCurve curve = clearing(from, to, line, a, b, sign);
            ++line;
            return curve;
        });
    }

    [[nodiscard]] InkCurve clearing(
        std::size_t from, std::size_t to, std::size_t line, const PointF& a, const PointF& b, double sign) const
    {
        double height = std::clamp(0.5 + 0.07 * (b.x - a.x), 0.6, 2.2);
        InkCurve curve = curveBetween(a, b, height, sign, 0.24);
        const auto isClear = [&] {
            for (std::size_t i = from; i <= to; ++i) {
                const double x = m_chords[i].x + kHeadWidth / 2;
                if (m_chords[i].line != line || !isPassed(i, from) || x < a.x + 0.5 || x > b.x - 0.5)
                    continue;
                const double t = (x - a.x) / (b.x - a.x);
                if ((pointOn(curve.points, t).y - edgeOf(*m_chords[i].chord, sign)) * sign < kClear)
                    return false;
            }
            return true;
        };
        while (!isClear() && height < kHighest) {
            height += 0.25;
            curve = curveBetween(a, b, height, sign, 0.24);
        }
        return curve;
    }

    const std::vector<PlacedChord>& m_chords;
    const std::vector<LineEdges>& m_lines;
    std::vector<std::vector<Ink>>& m_inks;
    std::map<std::pair<std::size_t, std::pair<int, int>>, End> m_ties; // staff and pitch -> where they begin
    std::map<Voice, std::vector<std::size_t>> m_slurs;                 // that are open
};

} // namespace

void drawCurves(
    const std::vector<PlacedChord>& chords, const std::vector<LineEdges>& lines, std::vector<std::vector<Ink>>& inks)
{
    CurveDrawer(chords, lines, inks).draw();
}

} // namespace palimpsest
