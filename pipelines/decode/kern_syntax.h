#pragma once
// An answer as **kern: notes, rests, chords, ties, beams, clefs, keys, meters, barlines, spines that part and join.
// Also what others write as **ekern and **bekern. Takes anything a model can write: a line that does not fit is made to
// fit, and a warning says so. Any thread.

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "pipelines/music/kern_score.h"
#include "pipelines/score/scores.h"

namespace palimpsest {

inline constexpr std::size_t kMostKernLines = 2000;
inline constexpr std::size_t kMostSpines = 16;
inline constexpr std::size_t kMostScoreWarnings = 64;

struct KernReading {
    KernScore score; // empty: nothing came
    std::size_t spines = 0;
    std::vector<ScoreWarning> warnings; // in the order of the lines
    std::vector<std::size_t> lines;     // of the answer, from 1, one for every row of the score
};

KernReading readKern(std::string_view answer);

// One note or rest of a chord; empty when it is none.
std::optional<KernNote> readKernNote(std::string_view token);

} // namespace palimpsest
