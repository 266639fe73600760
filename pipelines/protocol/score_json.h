#pragma once
// Music as the "content" of a result, and back.

#include <nlohmann/json_fwd.hpp>

#include "engine/base/result.h"
#include "pipelines/score/scores.h"

namespace palimpsest {

struct Node;

nlohmann::ordered_json scoresJson(const Scores& scores);
Result<Scores> readScores(const Node& content);

} // namespace palimpsest
