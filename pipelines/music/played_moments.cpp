#include "pipelines/music/played_moments.h"

#include <algorithm>
#include <utility>

namespace palimpsest {
namespace {

constexpr double kMsAMinute = 60'000;

// Tempos in the order in which they come, as those who play the file hear them.
std::vector<std::pair<double, double>> temposOf(const ScoreTimeline& played)
{
    std::vector<std::pair<double, double>> tempos{ { 0, kUsualTempo } }; // quarters from the beginning, and a minute
    for (const TimedMeasure& measure : played.measures)
        for (const StaffSign& sign : measure.signs)
            if (const double tempo = tempoOf(sign.text); tempo > 0 && sign.staff == 0)
                tempos.emplace_back(sign.start.value(), tempo);
    std::stable_sort(tempos.begin(), tempos.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return tempos;
}

double msAt(const std::vector<std::pair<double, double>>& tempos, double quarters)
{
    double ms = 0;
    for (std::size_t i = 0; i < tempos.size() && tempos[i].first < quarters; ++i) {
        const double end = i + 1 < tempos.size() ? std::min(tempos[i + 1].first, quarters) : quarters;
        ms += (end - tempos[i].first) * kMsAMinute / tempos[i].second;
    }
    return ms;
}

} // namespace

std::vector<PlayedMoment> playedMoments(const ScoreTimeline& played)
{
    const std::vector<std::pair<double, double>> tempos = temposOf(played);
    std::vector<PlayedMoment> moments;
    for (const TimedMeasure& measure : played.measures) {
        for (const TimedChord& chord : measure.chords) {
            if (!(Fraction() < chord.length))
                continue;
            const PlayedMoment moment{ msAt(tempos, chord.start.value()), chord.row };
            if (moments.empty() || moments.back() != moment)
                moments.push_back(moment);
        }
    }
    return moments;
}

std::optional<std::size_t> rowAt(const std::vector<PlayedMoment>& moments, double ms)
{
    const auto next = std::upper_bound(
        moments.begin(), moments.end(), ms, [](double time, const PlayedMoment& moment) { return time < moment.ms; });
    return next == moments.begin() ? std::nullopt : std::optional(std::prev(next)->row);
}

} // namespace palimpsest
