#pragma once
// The report of an evaluation, for people and for programs.

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "pipelines/evaluate/evaluation.h"

namespace palimpsest {

// A line per metric; then what was not scored, and why.
[[nodiscard]] std::string tableOf(const EvaluationReport& report);

// With the scores of every sample.
[[nodiscard]] nlohmann::ordered_json toJson(const EvaluationReport& report);

// The rows that were published for this task and these metrics, ours beside them, in percent. `benchmark`: only those
// whose name holds it; empty: all.
[[nodiscard]] std::string publishedTableOf(const EvaluationReport& report, std::string_view benchmark);
[[nodiscard]] nlohmann::ordered_json publishedJsonOf(const EvaluationReport& report, std::string_view benchmark);

} // namespace palimpsest
