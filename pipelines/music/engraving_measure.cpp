#include "pipelines/music/engraving_measure.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "pipelines/music/engraving_chord.h"
#include "pipelines/music/engraving_ink.h"
#include "pipelines/music/engraving_stems.h"

namespace palimpsest {
namespace {

// Columns of one time from left to right. Grace notes count down to the note they belong to.
enum Rank { Sign, Grace, Main, LastSign };
struct ColumnKey {
    Fraction time;
    Rank rank = Main;
    int order = 0;

    friend bool operator<(const ColumnKey& a, const ColumnKey& b)
    {
        if (a.time < b.time || b.time < a.time)
            return a.time < b.time;
        return std::tie(a.rank, a.order) < std::tie(b.rank, b.order);
    }
};

// What a quarter deserves, and how much more twice the time does.
constexpr double kQuarterGap = 3.3;
constexpr double kGapGrowth = 1.38;
constexpr double kShortest = 1.0 / 32;
constexpr double kGraceGap = 0.15;
constexpr double kSignGap = 0.35;

double gapOf(double quarters)
{
    return kQuarterGap * std::pow(kGapGrowth, std::log2(std::max(kShortest, quarters)));
}

class MeasureLayer {
public:
    explicit MeasureLayer(const ScoreTimeline& timeline) : m_timeline(timeline), m_saysBeams(saysBeams(timeline))
    {
        for (std::size_t staff = 0; staff < timeline.staves; ++staff)
            m_states.push_back({ usualClef(staff + 1 == timeline.staves), 0 });
    }

    std::vector<LaidMeasure> lay()
    {
        for (std::size_t i = 0; i < m_timeline.measures.size(); ++i)
            layMeasure(i);
        return std::move(m_measures);
    }

private:
    using Signs = std::map<std::pair<ColumnKey, std::size_t>, LaidSign>;

    void layMeasure(std::size_t number)
    {
        const TimedMeasure& timed = m_timeline.measures[number];
        LaidMeasure measure;
        takeFirstSigns(timed, measure, number == 0);
        m_columns.clear();
        const Signs signs = laterSigns(number);
        for (const auto& [key, sign] : signs)
            m_columns[key.first].push_back({ &sign, 0 });
        layChords(timed, measure);
        const Meter meter = m_meter.value_or(Meter{});
        if (m_saysBeams)
            joinByMarks(measure);
        else
            joinByMeter(measure, timed, meter);
        chooseStems(measure, m_timeline.staves);
        makeColumns(timed, measure);
        m_measures.push_back(std::move(measure));
    }

    void takeFirstSigns(const TimedMeasure& timed, LaidMeasure& measure, bool first)
    {
        std::vector<int> before;
        for (const StaffState& state : m_states)
            before.push_back(state.fifths);
        bool keyChanges = false;
        for (const StaffSign& sign : timed.signs) {
            if (timed.start < sign.start || sign.staff >= m_states.size())
                continue;
            StaffState& state = m_states[sign.staff];
            if (const std::optional<Clef> clef = clefOf(sign.text))
                state.clef = *clef;
            else if (const std::optional<int> fifths = fifthsOf(sign.text))
                state.fifths = *fifths;
            else if (const std::optional<Meter> meter = meterOf(sign.text))
                measure.meter = meter;
            else if (sign.text.starts_with("*met("))
                measure.meterSymbol = &sign.text;
        }
        for (std::size_t staff = 0; staff < m_states.size(); ++staff)
            keyChanges = keyChanges || m_states[staff].fifths != before[staff];
        if (measure.meter && m_meter && !first && measure.meter->beats == m_meter->beats
            && measure.meter->unit == m_meter->unit)
            measure.meter.reset();
        if (measure.meter)
            m_meter = measure.meter;
        if (keyChanges && !first)
            measure.fifthsBefore = std::move(before);
        measure.states = m_states;
    }

    // Those within the measure, and clefs of the next one, which stand before the barline.
    [[nodiscard]] Signs laterSigns(std::size_t number) const
    {
        Signs signs;
        std::vector<StaffState> states = m_states;
        const auto take = [&](const StaffSign& sign, const ColumnKey& key, bool keys) {
            if (sign.staff >= states.size())
                return;
            StaffState& state = states[sign.staff];
            LaidSign laid{ sign.staff, clefOf(sign.text), {}, state.fifths };
            if (keys)
                laid.fifths = fifthsOf(sign.text);
            if (laid.clef && *laid.clef != state.clef)
                signs[{ key, sign.staff }].clef = state.clef = *laid.clef;
            if (laid.fifths && *laid.fifths != state.fifths) {
                signs[{ key, sign.staff }].fifthsBefore = std::exchange(state.fifths, *laid.fifths);
                signs[{ key, sign.staff }].fifths = laid.fifths;
            }
        };
        const TimedMeasure& timed = m_timeline.measures[number];
        for (const StaffSign& sign : timed.signs)
            if (timed.start < sign.start)
                take(sign, { sign.start, sign.start < timed.start + timed.length ? Sign : LastSign, 0 }, true);
        if (number + 1 < m_timeline.measures.size()) {
            const TimedMeasure& next = m_timeline.measures[number + 1];
            for (const StaffSign& sign : next.signs)
                if (!(next.start < sign.start))
                    take(sign, { next.start, LastSign, 0 }, false);
        }
        for (auto& [key, sign] : signs)
            sign.staff = key.second;
        return signs;
    }

    void layChords(const TimedMeasure& timed, LaidMeasure& measure)
    {
        std::vector<AlterationsHeard> heard(m_states.size());
        std::vector<StaffSign> later;
        for (const StaffSign& sign : timed.signs)
            if (timed.start < sign.start)
                later.push_back(sign);
        std::stable_sort(
            later.begin(), later.end(), [](const StaffSign& a, const StaffSign& b) { return a.start < b.start; });
        std::map<std::pair<std::size_t, std::size_t>, std::vector<std::size_t>> graces;
        for (const TimedChord& chord : timed.chords) {
            if (chord.staff >= m_states.size())
                continue;
            // Signs hold from their time on for what is sounded behind it.
            StaffState state = measure.states[chord.staff];
            for (const StaffSign& sign : later)
                if (sign.staff == chord.staff && !(chord.start < sign.start)) {
                    state.clef = clefOf(sign.text).value_or(state.clef);
                    state.fifths = fifthsOf(sign.text).value_or(state.fifths);
                }
            measure.chords.push_back(laidChord(chord, timed, state.clef));
            chooseAccidentals(measure.chords.back(), state.fifths, heard[chord.staff]);
            const std::size_t index = measure.chords.size() - 1;
            std::vector<std::size_t>& waiting = graces[{ chord.staff, chord.voice }];
            if (measure.chords.back().grace) {
                waiting.push_back(index);
                continue;
            }
            placeGraces(measure, std::exchange(waiting, {}));
            m_columns[{ chord.start, Main, 0 }].push_back({ nullptr, index });
        }
        for (auto& [voice, waiting] : graces)
            placeGraces(measure, waiting);
        for (const StaffSign& sign : later)
            if (sign.staff < m_states.size()) {
                m_states[sign.staff].clef = clefOf(sign.text).value_or(m_states[sign.staff].clef);
                m_states[sign.staff].fifths = fifthsOf(sign.text).value_or(m_states[sign.staff].fifths);
            }
    }

    void placeGraces(const LaidMeasure& measure, const std::vector<std::size_t>& graces)
    {
        for (std::size_t i = 0; i < graces.size(); ++i) {
            const ColumnKey key{ measure.chords[graces[i]].chord->start, Grace,
                static_cast<int>(i) - static_cast<int>(graces.size()) };
            m_columns[key].push_back({ nullptr, graces[i] });
        }
    }

    void makeColumns(const TimedMeasure& timed, LaidMeasure& measure)
    {
        for (auto at = m_columns.begin(); at != m_columns.end(); ++at) {
            const auto& [key, members] = *at;
            LaidColumn column;
            column.time = key.time;
            std::map<std::size_t, std::vector<LaidChord*>> staves;
            for (const Member& member : members) {
                if (member.sign != nullptr) {
                    column.signs.push_back(*member.sign);
                    continue;
                }
                LaidChord& chord = measure.chords[member.chord];
                chord.column = measure.columns.size();
                staves[chord.chord->staff].push_back(&chord);
            }
            for (const auto& [staff, chords] : staves) {
                placeBesideEachOther(chords);
                for (const LaidChord* const chord : chords) {
                    column.left = std::max(column.left, roomBefore(*chord));
                    column.right = std::max(column.right, roomBehind(*chord));
                }
            }
            for (const LaidSign& sign : column.signs)
                column.right = std::max(column.right, widthOfSign(sign) + kSignGap);
            if (key.rank == Grace)
                column.right += kGraceGap;
            if (key.rank == Main) {
                auto next = std::next(at);
                while (next != m_columns.end() && next->first.rank != Main)
                    ++next;
                const Fraction end = next == m_columns.end() ? timed.start + timed.length : next->first.time;
                column.gap = gapOf((end - key.time).value());
            }
            measure.columns.push_back(std::move(column));
        }
    }

    static double widthOfSign(const LaidSign& sign)
    {
        double width = 0;
        if (sign.clef)
            width += 2.7 * kSmallScale;
        if (sign.fifths)
            width += 1.1 * std::max(std::abs(*sign.fifths), std::abs(sign.fifthsBefore)) + kSignGap;
        return width;
    }

    struct Member {
        const LaidSign* sign = nullptr;
        std::size_t chord = 0;
    };

    const ScoreTimeline& m_timeline;
    bool m_saysBeams;
    std::vector<LaidMeasure> m_measures;
    std::vector<StaffState> m_states;
    std::optional<Meter> m_meter;
    std::map<ColumnKey, std::vector<Member>> m_columns; // of the measure in hand
};

} // namespace

std::vector<LaidMeasure> laidMeasures(const ScoreTimeline& timeline)
{
    return MeasureLayer(timeline).lay();
}

} // namespace palimpsest
