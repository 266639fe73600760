#include "pipelines/music/engraving.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "pipelines/music/engraving_beams.h"
#include "pipelines/music/engraving_curves.h"
#include "pipelines/music/engraving_drawing.h"
#include "pipelines/music/engraving_ink.h"
#include "pipelines/music/engraving_measure.h"
#include "pipelines/music/engraving_signs.h"
#include "pipelines/music/engraving_spacing.h"

namespace palimpsest {
namespace {

constexpr double kStaffDistance = 9; // from highest line to highest line, at least
constexpr double kStaffGap = 1.2;    // between the ink of two staves
constexpr double kSystemGap = 2.5;
constexpr double kMargin = 0.8;
constexpr double kBraceRoom = 1.7;
constexpr double kBeforeClef = 0.6;
constexpr double kBetweenSigns = 0.8;
constexpr double kNumberScale = 0.5;
constexpr double kNumberAway = 1.3;

class Engraver {
public:
    Engraver(const ScoreTimeline& timeline, double width)
        : m_timeline(timeline),
          m_measures(laidMeasures(timeline)),
          m_left(kMargin + (timeline.staves > 1 ? kBraceRoom : 0)),
          m_width(width)
    {
    }

    Engraving engrave()
    {
        if (m_measures.empty() || m_timeline.staves == 0)
            return {};
        numberNotes();
        m_lines = brokenLines(m_measures, frames(), m_width - m_left - kMargin);
        m_inks.assign(m_lines.size(), std::vector<Ink>(m_timeline.staves));
        m_edges.resize(m_lines.size());
        m_engraving.measures.resize(m_measures.size());
        for (std::size_t line = 0; line < m_lines.size(); ++line)
            drawLine(line);
        drawCurves(m_placed, m_edges, m_inks);
        double y = kMargin;
        for (std::size_t line = 0; line < m_lines.size(); ++line)
            y = layDown(line, y);
        m_engraving.height = y - kSystemGap + kMargin;
        return std::move(m_engraving);
    }

private:
    void numberNotes()
    {
        for (std::size_t i = 0; i < m_measures.size(); ++i) {
            for (LaidChord& chord : m_measures[i].chords) {
                chord.firstNote = m_engraving.notes.size();
                const TimedChord& timed = *chord.chord;
                for (std::size_t member = 0; member < timed.notes.size(); ++member) {
                    EngravedNote note;
                    note.row = timed.row;
                    note.cell = timed.cell;
                    note.member = member;
                    note.measure = i;
                    note.staff = timed.staff;
                    note.voice = timed.voice;
                    note.rest = timed.notes[member].rest;
                    m_engraving.notes.push_back(note);
                }
            }
        }
    }

    [[nodiscard]] std::string_view barBefore(std::size_t measure) const
    {
        return measure == 0 ? m_timeline.openingBarline : m_timeline.measures[measure - 1].barline;
    }

    // What the signs take, drawn for nobody.
    [[nodiscard]] std::vector<MeasureFrame> frames()
    {
        std::vector<MeasureFrame> frames;
        for (std::size_t i = 0; i < m_measures.size(); ++i) {
            std::vector<Ink> unseen(m_timeline.staves);
            const std::string_view barline = m_timeline.measures[i].barline;
            frames.push_back({ .head = drawHead(i, 0, unseen) + barWidth(beginningBar(barBefore(i))),
                .change = drawChange(i, 0, unseen),
                .bar = widthOfBar(wholeBar(barline)),
                .endingBar = widthOfBar(endingBar(barline)) });
        }
        for (std::size_t i = 0; i + 1 < frames.size(); ++i) // a line says what changes behind it
            frames[i].endingBar += frames[i + 1].change;
        return frames;
    }

    static double barWidth(const std::vector<BarPart>& parts) { return parts.empty() ? 0 : widthOfBar(parts) + 0.3; }

    // Clefs, keys and, where it begins, the meter, in columns through all staves. Returns the width.
    double drawHead(std::size_t measure, double x, std::vector<Ink>& inks) const
    {
        const LaidMeasure& first = m_measures[measure];
        const double begin = x;
        double width = 0;
        x += kBeforeClef;
        for (std::size_t staff = 0; staff < inks.size(); ++staff)
            width = std::max(width, drawClef(inks[staff], first.states[staff].clef, x, 1));
        x += width + kBetweenSigns;
        width = 0;
        for (std::size_t staff = 0; staff < inks.size(); ++staff) {
            const StaffState& state = first.states[staff];
            if (state.fifths != 0)
                width = std::max(width, drawKey(inks[staff], state.fifths, 0, state.clef, x));
        }
        x += width + (width > 0 ? kBetweenSigns : 0);
        return drawMeterOf(first, x, inks) - begin;
    }

    // A new key and a new meter behind a barline.
    double drawChange(std::size_t measure, double x, std::vector<Ink>& inks) const
    {
        const LaidMeasure& changed = m_measures[measure];
        const double begin = x;
        if (!changed.fifthsBefore.empty()) {
            double width = 0;
            for (std::size_t staff = 0; staff < inks.size(); ++staff) {
                const StaffState& state = changed.states[staff];
                if (state.fifths != changed.fifthsBefore[staff])
                    width = std::max(width,
                        drawKey(inks[staff], state.fifths, changed.fifthsBefore[staff], state.clef, x + kBetweenSigns));
            }
            x += kBetweenSigns + width;
        }
        if (changed.meter)
            x += kBetweenSigns;
        return drawMeterOf(changed, x, inks) - begin;
    }

    static double drawMeterOf(const LaidMeasure& measure, double x, std::vector<Ink>& inks)
    {
        if (!measure.meter)
            return x;
        double width = 0;
        for (Ink& ink : inks)
            width = std::max(width, drawMeter(ink, *measure.meter, measure.meterSymbol, x));
        return x + width + 0.2;
    }

    // Everything of a line but its curves, on staves that do not know yet where they will lie.
    void drawLine(std::size_t line)
    {
        const MusicLine& span = m_lines[line];
        std::vector<Ink>& inks = m_inks[line];
        double x = m_left;
        x += drawHead(span.first, x, inks);
        std::vector<Bar>& bars = m_bars.emplace_back();
        if (m_timeline.staves > 1)
            bars.push_back({ { BarPart::Thin }, m_left });
        if (const std::vector<BarPart> repeat = beginningBar(barBefore(span.first)); !repeat.empty()) {
            bars.push_back({ repeat, x + 0.3 });
            x += barWidth(repeat);
        }
        m_edges[line].left = x;
        for (std::size_t i = span.first; i < span.end; ++i) {
            LaidMeasure& measure = m_measures[i];
            m_engraving.measures[i].system = line;
            m_engraving.measures[i].box.left = i == span.first ? m_left : x;
            if (i != span.first)
                x += drawChange(i, x, inks);
            drawBeams(measure, x, inks);
            drawTuplets(measure, x, inks);
            drawMeasure(measure, x, inks, m_engraving.notes);
            for (const LaidChord& chord : measure.chords) {
                m_placed.push_back({ &chord, line, x + measure.columns[chord.column].x });
                for (std::size_t k = 0; k < chord.chord->notes.size(); ++k)
                    m_engraving.notes[chord.firstNote + k].system = line;
            }
            x += measure.width;
            const std::string_view barline = m_timeline.measures[i].barline;
            const std::vector<BarPart> bar = i + 1 == span.end ? endingBar(barline) : wholeBar(barline);
            bars.push_back({ bar, x });
            x += widthOfBar(bar);
            m_engraving.measures[i].box.right = x;
        }
        if (span.end < m_measures.size())
            x += drawChange(span.end, x, inks);
        m_edges[line].right = x;
        drawNumberOf(span.first, inks.back());
        m_engraving.width = std::max(m_engraving.width, x + kMargin);
    }

    // The number of the measure that a line begins with, as the text has it or counted; the first needs none.
    void drawNumberOf(std::size_t measure, Ink& ink) const
    {
        if (measure == 0)
            return;
        const std::string_view barline = barBefore(measure);
        const std::size_t digits = barline.find_first_of("0123456789");
        std::size_t number = measure + 1;
        if (digits != std::string_view::npos)
            std::from_chars(barline.data() + digits, barline.data() + barline.size(), number);
        const double top = std::min(0.0, inkTopNear(ink, m_left + 3));
        drawNumber(ink, number, { m_left, top - kNumberAway / 2 - 0.2 }, kNumberScale);
    }

    static double inkTopNear(const Ink& ink, double right)
    {
        double top = 0;
        for (const InkGlyph& glyph : ink.glyphs)
            if (glyph.bounds().left < right)
                top = std::min(top, glyph.bounds().top);
        return top;
    }

    // Staves of a line from the highest down, each as far from the one above as their ink asks for. Returns where the
    // next line may begin.
    double layDown(std::size_t line, double y)
    {
        std::vector<Ink>& inks = m_inks[line];
        const std::size_t staves = inks.size();
        std::vector<double> tops(staves);
        double lowest = y;
        for (std::size_t staff = staves; staff-- > 0;) {
            const RectF box = inkBox(inks[staff]);
            const double above = std::max(0.0, -box.top);
            const bool highest = staff + 1 == staves;
            tops[staff] = highest ? y + above : std::max(tops[staff + 1] + kStaffDistance, lowest + kStaffGap + above);
            lowest = tops[staff] + std::max(kStaffHeight, box.bottom);
            for (int i = 0; i <= 4; ++i)
                m_engraving.ink.lines.push_back(
                    { { m_left, tops[staff] + i }, { m_edges[line].right, tops[staff] + i }, kLineWeight, kNoNote });
            append(m_engraving.ink, inks[staff], { 0, tops[staff] });
        }
        const double top = tops.back();
        const double bottom = tops.front() + kStaffHeight;
        drawBars(line, tops);
        if (staves > 1)
            drawBracket(top, bottom);
        for (EngravedMeasure& measure : m_engraving.measures)
            if (measure.system == line)
                measure.box = { measure.box.left, top, measure.box.right, bottom };
        for (EngravedNote& note : m_engraving.notes)
            if (note.system == line)
                note.box = { note.box.left, note.box.top + tops[note.staff], note.box.right,
                    note.box.bottom + tops[note.staff] };
        m_engraving.systems.push_back({ 0, y, m_edges[line].right + kMargin, lowest });
        return lowest + kSystemGap;
    }

    void drawBars(std::size_t line, const std::vector<double>& tops)
    {
        std::vector<double> within;
        for (const double top : tops)
            within.push_back(top - tops.back());
        Ink ink;
        for (const Bar& bar : m_bars[line])
            drawBar(ink, bar.parts, bar.x, within.front() + kStaffHeight, within);
        append(m_engraving.ink, ink, { 0, tops.back() });
    }

    // A brace before the two staves of a keyboard, a bracket before more.
    void drawBracket(double top, double bottom)
    {
        Ink& ink = m_engraving.ink;
        if (m_timeline.staves == 2) {
            ink.glyphs.push_back({ MusicGlyph::Brace, { m_left - 1.3, top }, 1, bottom - top, kNoNote });
            return;
        }
        const double left = m_left - 1.0;
        ink.polygons.push_back(filledBox({ left, top - 0.5, left + 0.45, bottom + 0.5 }));
        for (const auto& [y, sign] : { std::pair(top - 0.5, -1.0), std::pair(bottom + 0.5, 1.0) })
            ink.polygons.push_back({ { { left, y }, { left + 0.45, y - sign * 0.1 }, { left + 1.3, y + sign * 0.6 },
                                         { left + 0.5, y + sign * 0.3 }, { left, y + sign * 0.25 } },
                kNoNote });
    }

    struct Bar {
        std::vector<BarPart> parts;
        double x = 0;
    };

    const ScoreTimeline& m_timeline;
    std::vector<LaidMeasure> m_measures;
    double m_left; // of the staves
    double m_width;
    Engraving m_engraving;
    std::vector<MusicLine> m_lines;
    std::vector<std::vector<Ink>> m_inks; // of each line and staff, y from its highest staff line
    std::vector<std::vector<Bar>> m_bars; // of each line
    std::vector<LineEdges> m_edges;
    std::vector<PlacedChord> m_placed;
};

} // namespace

Engraving engrave(const ScoreTimeline& timeline, double width)
{
    return Engraver(timeline, width).engrave();
}

std::size_t noteAt(const Engraving& engraving, const PointF& point, double reach)
{
    std::size_t nearest = kNoNote;
    double least = reach;
    for (std::size_t i = 0; i < engraving.notes.size(); ++i) {
        const RectF& box = engraving.notes[i].box;
        const double distance = std::hypot(std::max({ box.left - point.x, 0.0, point.x - box.right }),
            std::max({ box.top - point.y, 0.0, point.y - box.bottom }));
        if (distance < least) {
            least = distance;
            nearest = i;
        }
    }
    return nearest;
}

std::size_t noteBeside(const Engraving& engraving, std::size_t note, Beside side)
{
    if (note >= engraving.notes.size())
        return note;
    const EngravedNote& from = engraving.notes[note];
    const bool along = side == Beside::Before || side == Beside::Behind;
    std::size_t found = note;
    double least = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < engraving.notes.size(); ++i) {
        const EngravedNote& other = engraving.notes[i];
        const double rows = static_cast<double>(other.row) - static_cast<double>(from.row);
        const double down = other.box.top - from.box.top;
        const double away = side == Beside::Behind ? rows
            : side == Beside::Before               ? -rows
            : side == Beside::Below                ? down
                                                   : -down;
        const bool meant = along ? other.staff == from.staff : other.row == from.row;
        // Of those in one row, the one of the same voice.
        const double distance = away + (along && other.voice != from.voice ? 0.5 : 0);
        if (meant && away > 0.01 && distance < least) {
            least = distance;
            found = i;
        }
    }
    return found;
}

} // namespace palimpsest
