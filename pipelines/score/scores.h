#pragma once
// Music that was read from a page, system by system, and what is doubtful about each. Plain values, part of
// PageContent.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/image/geometry.h"

namespace palimpsest {

// What can be wrong with **kern. None of it is an error: what could be read is kept.
enum class ScoreFault {
    EmptyAnswer,     // nothing came
    NoHeader,        // it does not begin with **kern; one was put there
    SpineCount,      // a line has more or fewer fields than there are spines: filled up, or cut
    UnknownToken,    // a field that is no note, rest or chord; kept, without a length
    UnevenBarline,   // a barline that does not go through all spines
    UnevenVoices,    // the voices of a measure are of different lengths
    MeasureLength,   // a measure that the meter does not fill, or that overflows it
    Unterminated,    // the spines are not ended
    RowsAfterEnd,    // lines behind the end of all spines, which are left out
    DifferentSpines, // another number of spines than the system before
    TooLarge,        // more lines or spines than this program takes; those beyond are left out
    CutOff,          // the answer ended before the music did
};

struct ScoreWarning {
    ScoreFault fault = ScoreFault::EmptyAnswer;
    std::optional<std::size_t> measure; // counted from 1 within the system
    std::optional<std::size_t> line;    // of the answer, from 1

    friend bool operator==(const ScoreWarning&, const ScoreWarning&) = default;
};

// One line of music across the page: a staff, or several that sound together.
struct ScoreSystem {
    RectF box;
    std::string kern;         // whole, from **kern to *-, put in order; lines end with a line feed
    std::size_t spines = 0;   // at its beginning: staves
    std::size_t measures = 0; // that hold notes
    std::vector<ScoreWarning> warnings;
    std::optional<double> confidence;
    std::size_t answer = 0; // index into Provenance::answers

    friend bool operator==(const ScoreSystem&, const ScoreSystem&) = default;
};

struct Scores {
    std::vector<ScoreSystem> systems; // top to bottom; empty: no music

    friend bool operator==(const Scores&, const Scores&) = default;
};

} // namespace palimpsest
