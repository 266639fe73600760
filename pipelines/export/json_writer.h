#pragma once
// Results as JSON files: {"document": name, "pages": [{"page": 1, "result": {...}}]}, the results as in
// docs/result-json.md.

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "engine/base/result.h"
#include "pipelines/page_result.h"

namespace palimpsest {

struct NumberedResult {
    std::size_t pageNumber = 1; // from 1, as people count
    PageResult result;
};

nlohmann::ordered_json documentJson(const std::string& sourceName, std::span<const NumberedResult> pages);

// The file appears whole or not at all.
Result<void> writeJson(
    const std::filesystem::path& file, const std::string& sourceName, std::span<const NumberedResult> pages);

} // namespace palimpsest
