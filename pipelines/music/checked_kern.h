#pragma once
// Text of **kern to a system of music, whoever wrote it, with the lines of what is doubtful. Any thread.

#include <cstddef>
#include <string_view>
#include <vector>

#include "pipelines/music/score_timeline.h"
#include "pipelines/score/scores.h"

namespace palimpsest {

// Lines of the text as it was given, from 1.
struct DoubtfulLines {
    std::size_t first = 1;
    std::size_t last = 1;
    ScoreWarning warning;
};

struct CheckedKern {
    ScoreSystem system; // without box, confidence and answer
    ScoreTimeline timeline;
    std::vector<std::size_t> lines;    // of the text, from 1: where each row of the score stands
    std::vector<DoubtfulLines> doubts; // of every warning that has a place, in their order
};

[[nodiscard]] CheckedKern checkKern(std::string_view text, Pickup pickup);

} // namespace palimpsest
