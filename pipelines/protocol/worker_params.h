#pragma once
// What the worker's requests carry, read strictly: an unknown or misspelt key is an error and not passed over. Plain
// values and pure functions; any thread.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/base/result.h"
#include "pipelines/runner/job_context.h"
#include "pipelines/runner/task_request.h"

namespace palimpsest {

// model/load. What is left out is as the worker was started with.
struct LoadParams {
    std::optional<std::string> model;
    std::optional<std::string> adapter;
    std::optional<std::string> device;
    std::optional<std::string> weights;
    std::optional<std::size_t> threads;
};

struct DocumentPage {
    std::string path;
    std::string password; // of an encrypted document; empty: none
    std::size_t page = 1; // from 1, as people count
};

// page/read.
struct ReadParams {
    DocumentPage page;
    std::vector<DocumentPage> shownWith; // in the same question
    TaskRequest request;
};

// BadArguments names the key, what is expected there and what was found.
Result<LoadParams> parseLoadParams(const nlohmann::json& params);
Result<ReadParams> parseReadParams(const nlohmann::json& params);
// The id of the request that cancel means.
Result<nlohmann::json> parseCancelParams(const nlohmann::json& params);
// models/list, shutdown.
Result<void> parseNoParams(const nlohmann::json& params);

[[nodiscard]] std::string_view wordOf(Stage stage);

} // namespace palimpsest
