#include "pipelines/music/score_timeline.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

namespace palimpsest {
namespace {

constexpr std::size_t kMostWarnings = 64;
constexpr int kMostBeats = 128;

struct Spine {
    std::size_t staff = 0;
    std::size_t voice = 0;
    Fraction end; // of what sounds in it
};

Fraction later(const Fraction& a, const Fraction& b)
{
    return a < b ? b : a;
}

class Follower {
public:
    ScoreTimeline follow(const KernScore& score)
    {
        for (m_row = 0; m_row < score.rows.size(); ++m_row) {
            const KernRow& row = score.rows[m_row];
            switch (row.kind) {
            case KernRowKind::Exclusive:
                begin(row.cells.size());
                break;
            case KernRowKind::Interpretation:
                interpret(row);
                break;
            case KernRowKind::Barline:
                endMeasure(row.cells.empty() ? std::string() : row.cells.front().text);
                break;
            case KernRowKind::Notes:
                sound(row);
                break;
            case KernRowKind::Comment:
                break;
            }
        }
        endMeasure({});
        return std::move(m_timeline);
    }

private:
    void begin(std::size_t spines)
    {
        m_timeline.staves = spines;
        m_spines.clear();
        for (std::size_t staff = 0; staff < spines; ++staff)
            m_spines.push_back({ staff, 0, {} });
    }

    [[nodiscard]] Fraction now() const
    {
        Fraction time = m_measure.start;
        for (const Spine& spine : m_spines)
            time = later(time, spine.end);
        return time;
    }

    void interpret(const KernRow& row)
    {
        // A sign stands before the next event, which is where the first spine is free.
        Fraction time = m_spines.empty() ? m_measure.start : m_spines.front().end;
        for (const Spine& spine : m_spines)
            time = spine.end < time ? spine.end : time;
        for (std::size_t i = 0; i < row.cells.size() && i < m_spines.size(); ++i) {
            const std::string& text = row.cells[i].text;
            if (text.size() > 1 && text != "*^" && text != "*v" && text != "*-")
                m_measure.signs.push_back({ later(time, m_measure.start), m_spines[i].staff, text });
        }
        if (spinesBehind(row).empty()) // what ends a score ends its last measure
            endMeasure({});
        std::vector<Spine> behind;
        std::set<std::size_t> kept;
        for (const std::size_t from : spinesBehind(row)) {
            if (from >= m_spines.size())
                continue;
            Spine spine = m_spines[from];
            if (!kept.insert(from).second)
                spine.voice = freeVoice(spine.staff, behind);
            // Joined spines end when the last of them does.
            if (row.cells[from].text == "*v")
                for (std::size_t k = from + 1; k < row.cells.size() && row.cells[k].text == "*v"; ++k)
                    spine.end = later(spine.end, m_spines[k].end);
            behind.push_back(spine);
        }
        m_spines = std::move(behind);
    }

    [[nodiscard]] std::size_t freeVoice(std::size_t staff, const std::vector<Spine>& behind) const
    {
        std::size_t voice = 0;
        const auto taken = [&](const std::vector<Spine>& spines) {
            return std::any_of(spines.begin(), spines.end(),
                [&](const Spine& spine) { return spine.staff == staff && spine.voice == voice; });
        };
        while (taken(m_spines) || taken(behind))
            ++voice;
        return voice;
    }

    void sound(const KernRow& row)
    {
        Fraction start = m_measure.start;
        for (std::size_t i = 0; i < row.cells.size() && i < m_spines.size(); ++i)
            if (!row.cells[i].notes.empty())
                start = later(start, m_spines[i].end);
        for (std::size_t i = 0; i < row.cells.size() && i < m_spines.size(); ++i) {
            const std::vector<KernNote>& notes = row.cells[i].notes;
            if (notes.empty())
                continue;
            if (m_measure.chords.empty())
                m_measure.firstRow = m_row;
            m_measure.lastRow = m_row;
            const Fraction length = notes.front().quarters();
            m_measure.chords.push_back({ start, length, m_spines[i].staff, m_spines[i].voice, notes, m_row, i });
            m_spines[i].end = start + length;
        }
    }

    // Signs before the first note stay with the measure to come.
    void endMeasure(const std::string& barline)
    {
        const Fraction end = now();
        if (m_measure.chords.empty() || !(m_measure.start < end)) {
            if (m_timeline.measures.empty())
                m_timeline.openingBarline = barline.empty() ? m_timeline.openingBarline : barline;
            else if (!barline.empty() && m_timeline.measures.back().barline.empty())
                m_timeline.measures.back().barline = barline;
            return;
        }
        m_measure.length = end - m_measure.start;
        m_measure.barline = barline;
        for (Spine& spine : m_spines) {
            m_measure.even = m_measure.even && spine.end == end;
            spine.end = end;
        }
        m_timeline.measures.push_back(std::exchange(m_measure, {}));
        m_measure.start = end;
    }

    ScoreTimeline m_timeline;
    TimedMeasure m_measure;
    std::size_t m_row = 0;
    std::vector<Spine> m_spines;
};

std::optional<Meter> meterIn(const TimedMeasure& measure)
{
    for (const StaffSign& sign : measure.signs)
        if (const std::optional<Meter> meter = meterOf(sign.text))
            return meter;
    return std::nullopt;
}

} // namespace

std::optional<Meter> meterOf(const std::string& interpretation)
{
    if (!interpretation.starts_with("*M"))
        return std::nullopt;
    Meter meter;
    const char* const end = interpretation.data() + interpretation.size();
    const auto beats = std::from_chars(interpretation.data() + 2, end, meter.beats);
    if (beats.ec != std::errc() || beats.ptr == end || *beats.ptr != '/')
        return std::nullopt;
    const auto unit = std::from_chars(beats.ptr + 1, end, meter.unit);
    const bool possible = unit.ec == std::errc() && unit.ptr == end && meter.beats > 0 && meter.beats <= kMostBeats
        && meter.unit > 0 && meter.unit <= 64 && (meter.unit & (meter.unit - 1)) == 0;
    return possible ? std::optional(meter) : std::nullopt;
}

double tempoOf(const std::string& interpretation)
{
    double tempo = 0;
    const char* const end = interpretation.data() + interpretation.size();
    if (interpretation.starts_with("*MM"))
        std::from_chars(interpretation.data() + 3, end, tempo);
    return tempo >= 4 && tempo <= 10'000 ? tempo : 0; // what three bytes of microseconds can say
}

ScoreTimeline timelineOf(const KernScore& score)
{
    return Follower().follow(score);
}

ScoreTimeline joinedTimelines(std::vector<ScoreTimeline> timelines)
{
    ScoreTimeline joined;
    Fraction end;
    for (ScoreTimeline& timeline : timelines) {
        if (joined.measures.empty())
            joined.openingBarline = timeline.openingBarline;
        else if (!timeline.openingBarline.empty() && joined.measures.back().barline.size() < 2)
            joined.measures.back().barline = timeline.openingBarline;
        joined.staves = std::max(joined.staves, timeline.staves);
        for (TimedMeasure& measure : timeline.measures) {
            measure.start = measure.start + end;
            for (TimedChord& chord : measure.chords)
                chord.start = chord.start + end;
            for (StaffSign& sign : measure.signs)
                sign.start = sign.start + end;
            joined.measures.push_back(std::move(measure));
        }
        if (!joined.measures.empty())
            end = joined.measures.back().start + joined.measures.back().length;
    }
    return joined;
}

std::vector<ScoreWarning> measureWarnings(const ScoreTimeline& timeline, Pickup pickup)
{
    std::vector<ScoreWarning> warnings;
    std::optional<Meter> meter;
    Fraction missing; // of a pickup, which the last measure then lacks
    for (std::size_t i = 0; i < timeline.measures.size() && warnings.size() < kMostWarnings; ++i) {
        const TimedMeasure& measure = timeline.measures[i];
        if (const std::optional<Meter> changed = meterIn(measure))
            meter = changed;
        if (!measure.even)
            warnings.push_back({ ScoreFault::UnevenVoices, i + 1, {} });
        if (!meter || measure.length == meter->quarters())
            continue;
        const bool shorter = measure.length < meter->quarters();
        if (i == 0 && shorter && pickup == Pickup::Allowed) {
            missing = measure.length;
            continue;
        }
        const bool completes = i + 1 == timeline.measures.size() && measure.length + missing == meter->quarters();
        if (!completes)
            warnings.push_back({ ScoreFault::MeasureLength, i + 1, {} });
    }
    return warnings;
}

} // namespace palimpsest
