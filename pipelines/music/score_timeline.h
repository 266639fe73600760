#pragma once
// A score in time: what sounds when in which staff and voice, measure by measure. Made of rows of **kern, for those who
// count, write MusicXML or play. Plain values; any thread.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "pipelines/music/kern_score.h"
#include "pipelines/score/scores.h"

namespace palimpsest {

struct TimedChord {
    Fraction start; // from the beginning of the score, in quarters
    Fraction length;
    std::size_t staff = 0; // the spine it began in: 0 is the lowest
    std::size_t voice = 0; // of the staff; 0 before the spine was split
    std::vector<KernNote> notes;
    std::size_t row = 0; // of the score that the timeline was made of: where it is written
    std::size_t cell = 0;
};

// A clef, key, meter or tempo: an interpretation as it is written.
struct StaffSign {
    Fraction start;
    std::size_t staff = 0;
    std::string text; // "*clefG2"
};

struct TimedMeasure {
    Fraction start;
    Fraction length;
    std::string barline;      // that ends it, as it is written; empty: none
    bool even = true;         // all voices are of its length
    std::size_t firstRow = 0; // of the score that the timeline was made of: where its notes begin and end
    std::size_t lastRow = 0;
    std::vector<TimedChord> chords; // in the order of the rows
    std::vector<StaffSign> signs;
};

struct ScoreTimeline {
    std::size_t staves = 0;
    std::vector<TimedMeasure> measures; // that hold notes
    std::string openingBarline;         // before the first of them; empty: none
};

ScoreTimeline timelineOf(const KernScore& score);

// One behind the other, as many staves as the largest has.
ScoreTimeline joinedTimelines(std::vector<ScoreTimeline> timelines);

// "*M3/4": three quarters; empty for anything else.
struct Meter {
    int beats = 4;
    int unit = 4;
    [[nodiscard]] Fraction quarters() const { return { 4 * static_cast<std::int64_t>(beats), unit }; }
};
std::optional<Meter> meterOf(const std::string& interpretation);

inline constexpr double kUsualTempo = 120; // quarters a minute, where the score does not say
// "*MM96"; 0 for anything else.
double tempoOf(const std::string& interpretation);

enum class Pickup { Allowed, None }; // whether the first measure may be shorter than the meter, as the last then is

std::vector<ScoreWarning> measureWarnings(const ScoreTimeline& timeline, Pickup pickup);

} // namespace palimpsest
