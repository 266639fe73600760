#pragma once
// A result as a sample: what the metrics of a task read of it.

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "engine/base/result.h"
#include "pipelines/evaluate/sample.h"

namespace palimpsest {

// Tables as HTML, of a report its sections, of everything else the plain text.
[[nodiscard]] std::string scoredText(const PageResult& result);

// BadInput as pageResultFromJson says it; what a truth written by hand leaves out is filled in.
Result<Sample> sampleOfResult(const std::string& name, nlohmann::json json);

} // namespace palimpsest
