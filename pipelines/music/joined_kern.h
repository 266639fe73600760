#pragma once
// Systems of music one behind the other: what stands at the beginning of each again is written once. Pure; any thread.

#include <span>
#include <string>
#include <vector>

#include "pipelines/music/kern_score.h"
#include "pipelines/score/scores.h"

namespace palimpsest {

// One score as long as each system begins with as many spines as the one before ended with; another where not.
std::vector<KernScore> joinedScores(std::span<const ScoreSystem> systems);

// The same as text, a score behind the other.
std::string joinedKern(std::span<const ScoreSystem> systems);

} // namespace palimpsest
