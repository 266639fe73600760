#pragma once
// A result as a sample: what the metrics of a task read of it.

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "engine/base/result.h"
#include "pipelines/evaluate/sample.h"

namespace palimpsest {

// Tables as HTML, of a report its sections, of everything else the plain text.
[[nodiscard]] std::string scoredText(const PageResult& result);

// Of a page of several parts, those of this kind as one result, as every file that holds one kind has them; of `ocr`
// the text of tables is part of the text, too. Other samples stay as they are.
[[nodiscard]] Sample withPartsOf(std::string_view kind, Sample sample);

// BadInput as pageResultFromJson says it; what a truth written by hand leaves out is filled in.
Result<Sample> sampleOfResult(const std::string& name, nlohmann::json json);

} // namespace palimpsest
