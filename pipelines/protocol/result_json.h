#pragma once
// PageResult as JSON and back: what the worker writes, exporters and other programs read. The schema is
// docs/result-json.md; a reader may rely on "schema" growing when a key changes its meaning.

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "engine/base/result.h"
#include "pipelines/page_result.h"

namespace palimpsest {

inline constexpr int kResultSchema = 1;

nlohmann::ordered_json toJson(const PageResult& result);

// BadInput names the key, what is expected there and what was found. Unknown keys are passed over.
Result<PageResult> pageResultFromJson(const nlohmann::json& json);
Result<PageResult> parsePageResult(std::string_view text, std::string_view source);

} // namespace palimpsest
