#pragma once
// What is doubtful about a system of music as one line: "measure_length 3 uneven_voices", the measure behind what it
// is.

#include <string>
#include <vector>

#include "pipelines/protocol/result_words.h"
#include "pipelines/protocol/score_words.h"
#include "pipelines/score/scores.h"

namespace palimpsest {

inline std::string warningText(const std::vector<ScoreWarning>& warnings)
{
    std::string text;
    for (const ScoreWarning& warning : warnings)
        text += (text.empty() ? "" : " ") + std::string(wordOf(warning.fault))
            + (warning.measure ? " " + std::to_string(*warning.measure) : std::string());
    return text;
}

} // namespace palimpsest
