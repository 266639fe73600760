#include "pipelines/music/engraving_beams.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <utility>

#include "pipelines/music/engraving_chord.h"
#include "pipelines/music/engraving_ink.h"
#include "pipelines/music/engraving_signs.h"

namespace palimpsest {
namespace {

constexpr double kBeamWeight = 0.5;
constexpr double kBeamStep = 0.75;
constexpr double kStemUnderBeam = 3.25; // to the outermost beam, which further ones make longer
constexpr double kStemPerBeam = 0.45;
constexpr double kSteepest = 0.25;
constexpr double kHighestRise = 1.25;
constexpr double kHook = 1.1;
constexpr double kTupletScale = 0.55;
constexpr double kTupletAway = 1.1;

class BeamDrawer {
public:
    BeamDrawer(LaidMeasure& measure, const std::vector<std::size_t>& group, double x, Ink& ink) : m_ink(ink)
    {
        for (const std::size_t i : group) {
            LaidChord& chord = measure.chords[i];
            m_chords.push_back(&chord);
            m_xs.push_back(x + measure.columns[chord.column].x + stemXOf(chord));
            m_most = std::max(m_most, chord.written.flags());
        }
        m_scale = m_chords.front()->grace ? kGraceScale : 1;
        m_sign = m_chords.front()->stem == Stem::Up ? -1 : 1;
        chooseLine();
    }

    void draw()
    {
        for (std::size_t i = 0; i < m_chords.size(); ++i)
            m_chords[i]->stemEnd = at(m_xs[i]);
        const std::vector<int> joints = jointLevels();
        for (int level = 0; level < m_most; ++level)
            drawLevel(level, joints);
    }

private:
    [[nodiscard]] double at(double x) const { return m_y + m_slope * (x - m_xs.front()); }

    // As steep as the outer notes are apart, within limits; level where an inner one reaches further.
    void chooseLine()
    {
        const double first = tipHeadOf(*m_chords.front());
        const double last = tipHeadOf(*m_chords.back());
        const double span = std::max(0.1, m_xs.back() - m_xs.front());
        double rise = std::clamp((last - first) / 2, -kHighestRise, kHighestRise);
        rise = std::clamp(rise, -kSteepest * span, kSteepest * span);
        for (std::size_t i = 1; i + 1 < m_chords.size(); ++i) {
            const double inner = tipHeadOf(*m_chords[i]) * m_sign;
            if (inner >= std::max(first * m_sign, last * m_sign))
                rise = 0;
        }
        m_slope = rise / span;
        const double length = (kStemUnderBeam + kStemPerBeam * (m_most - 1)) * (m_scale < 1 ? 0.75 : 1);
        for (std::size_t i = 0; i < m_chords.size(); ++i) {
            double end = tipHeadOf(*m_chords[i]) + m_sign * length;
            if (m_scale == 1 && !m_chords[i]->shared)
                end = m_sign < 0 ? std::min(end, kStaffMiddle) : std::max(end, kStaffMiddle);
            const double y = end - m_slope * (m_xs[i] - m_xs.front());
            m_y = i == 0 ? y : m_sign < 0 ? std::min(m_y, y) : std::max(m_y, y);
        }
    }

    // How many beams go on from each chord to the next: what both have, and no more than the marks leave open.
    [[nodiscard]] std::vector<int> jointLevels() const
    {
        std::vector<int> joints;
        std::size_t open = 0;
        const bool marked = marksOf(*m_chords.front(), 'L') > 0;
        for (std::size_t i = 0; i + 1 < m_chords.size(); ++i) {
            open += marksOf(*m_chords[i], 'L');
            open -= std::min(open, marksOf(*m_chords[i], 'J'));
            int joint = std::min(m_chords[i]->written.flags(), m_chords[i + 1]->written.flags());
            if (marked)
                joint = std::min(joint, static_cast<int>(open));
            joints.push_back(std::max(1, joint));
        }
        return joints;
    }

    void drawLevel(int level, const std::vector<int>& joints)
    {
        const std::size_t count = m_chords.size();
        for (std::size_t i = 0; i < count;) {
            std::size_t end = i;
            while (end + 1 < count && joints[end] > level)
                ++end;
            const bool has = m_chords[i]->written.flags() > level;
            if (end > i) {
                drawBeam(m_xs[i], m_xs[end], level, m_chords[i]->firstNote);
            } else if (has) {
                const bool forward = i == 0 || (i + 1 < count && marksOf(*m_chords[i], 'K') > 0);
                const double far = m_xs[i] + (forward ? kHook : -kHook) * m_scale;
                drawBeam(std::min(far, m_xs[i]), std::max(far, m_xs[i]), level, m_chords[i]->firstNote);
            }
            i = end + 1;
        }
    }

    void drawBeam(double left, double right, int level, std::size_t note)
    {
        const double away = -m_sign * kBeamStep * level * m_scale;
        const double weight = -m_sign * kBeamWeight * m_scale;
        left -= kStemWeight / 2;
        right += kStemWeight / 2;
        m_ink.polygons.push_back({ { { left, at(left) + away }, { right, at(right) + away },
                                       { right, at(right) + away + weight }, { left, at(left) + away + weight } },
            note });
    }

    Ink& m_ink;
    std::vector<LaidChord*> m_chords;
    std::vector<double> m_xs; // of the stems
    int m_most = 1;           // beams
    double m_scale = 1;
    double m_sign = -1; // where the stems go
    double m_y = 0;     // of the outermost beam's edge at the first stem
    double m_slope = 0;
};

// Chords of one voice that fill a time that needs no tuplet.
std::vector<std::vector<std::size_t>> tupletsOf(const LaidMeasure& measure)
{
    struct Open {
        std::vector<std::size_t> members;
        Fraction length;
    };
    std::vector<std::vector<std::size_t>> tuplets;
    std::map<std::pair<std::size_t, std::size_t>, Open> open;
    for (std::size_t i = 0; i < measure.chords.size(); ++i) {
        const LaidChord& chord = measure.chords[i];
        if (chord.grace || chord.fillsMeasure)
            continue;
        Open& group = open[{ chord.chord->staff, chord.chord->voice }];
        if (chord.written.actual == chord.written.normal) {
            group = {};
            continue;
        }
        group.members.push_back(i);
        group.length = group.length + chord.chord->length;
        if (std::has_single_bit(static_cast<std::uint64_t>(group.length.bottom))) {
            tuplets.push_back(std::move(group.members));
            group = {};
        }
    }
    return tuplets;
}

} // namespace

void drawBeams(LaidMeasure& measure, double x, std::vector<Ink>& inks)
{
    for (const std::vector<std::size_t>& group : measure.beams)
        BeamDrawer(measure, group, x, inks[measure.chords[group.front()].chord->staff]).draw();
}

void drawTuplets(const LaidMeasure& measure, double x, std::vector<Ink>& inks)
{
    for (const std::vector<std::size_t>& group : tupletsOf(measure)) {
        const LaidChord& first = measure.chords[group.front()];
        const LaidChord& last = measure.chords[group.back()];
        const bool up = first.stem != Stem::Down;
        const double sign = up ? -1 : 1;
        bool beamed = group.size() > 1;
        double y = up ? 0 : kStaffHeight; // not within the staff
        if (first.beam != kNoNote)
            y = first.stemEnd;
        for (const std::size_t i : group) {
            const LaidChord& chord = measure.chords[i];
            beamed = beamed && chord.beam != kNoNote && chord.beam == first.beam;
            const double end = chord.rest ? chord.heads.front().y + 1.5 * sign : chord.stemEnd;
            y = up ? std::min(y, end) : std::max(y, end);
        }
        const double left = x + measure.columns[first.column].x;
        const double right = x + measure.columns[last.column].x + kHeadWidth;
        const auto number = static_cast<std::size_t>(first.written.actual);
        const double width = widthOfNumber(number, kTupletScale);
        const double middle = (left + right) / 2;
        if (beamed)
            y = (first.stemEnd + last.stemEnd) / 2;
        y += sign * kTupletAway;
        Ink& ink = inks[first.chord->staff];
        drawNumber(ink, number, { middle - width / 2, y }, kTupletScale);
        if (beamed)
            continue;
        for (const auto& [from, to, tip] :
            { std::tuple(left, middle - width / 2 - 0.3, left), std::tuple(middle + width / 2 + 0.3, right, right) }) {
            ink.lines.push_back({ { from, y }, { std::max(from, to), y }, kStemWeight, kNoNote });
            ink.lines.push_back({ { tip, y - kStemWeight / 2 }, { tip, y - sign * 0.6 }, kStemWeight, kNoNote });
        }
    }
}

} // namespace palimpsest
