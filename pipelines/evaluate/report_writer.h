#pragma once
// The report of an evaluation, for people and for programs.

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "pipelines/evaluate/evaluation.h"

namespace palimpsest {

// A line per metric; then what was not scored, and why.
[[nodiscard]] std::string tableOf(const EvaluationReport& report);

// With the scores of every sample.
[[nodiscard]] nlohmann::ordered_json toJson(const EvaluationReport& report);

} // namespace palimpsest
