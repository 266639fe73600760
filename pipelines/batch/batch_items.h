#pragma once
// What a batch reads: documents, each with its id and what is wanted of it. Plain values and pure functions.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "pipelines/runner/task_request.h"

namespace palimpsest {

struct BatchItem {
    std::string id;       // the path as given, unless the manifest says otherwise
    std::string document; // the path as given
    std::filesystem::path file;
    std::string pages; // "1-4,9"; empty: all
    TaskRequest request;
};

// A manifest: one JSON object a line, with "path" (from the manifest's folder), and where they differ from `common`
// "id", "pages", "task", "prompt", "dpi", "max_tokens", "rotate", "deskew",
// "text_layer". BadInput names the line.
Result<std::vector<BatchItem>> parseBatchManifest(
    std::string_view text, const std::filesystem::path& manifest, const BatchItem& common);

// BadArguments when two have the same id, or one has no task.
Result<void> checkBatchItems(const std::vector<BatchItem>& items);

} // namespace palimpsest
