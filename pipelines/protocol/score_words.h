#pragma once
// The words that JSON and tables use for what is doubtful about music.

#include <array>
#include <string_view>
#include <utility>

#include "pipelines/score/scores.h"

namespace palimpsest {

inline constexpr std::array<std::pair<ScoreFault, std::string_view>, 12> kScoreFaultWords{ {
    { ScoreFault::EmptyAnswer, "empty_answer" },
    { ScoreFault::NoHeader, "no_header" },
    { ScoreFault::SpineCount, "spine_count" },
    { ScoreFault::UnknownToken, "unknown_token" },
    { ScoreFault::UnevenBarline, "uneven_barline" },
    { ScoreFault::UnevenVoices, "uneven_voices" },
    { ScoreFault::MeasureLength, "measure_length" },
    { ScoreFault::Unterminated, "unterminated" },
    { ScoreFault::RowsAfterEnd, "rows_after_end" },
    { ScoreFault::DifferentSpines, "different_spines" },
    { ScoreFault::TooLarge, "too_large" },
    { ScoreFault::CutOff, "cut_off" },
} };

[[nodiscard]] constexpr const auto& wordsOf(ScoreFault)
{
    return kScoreFaultWords;
}

} // namespace palimpsest
