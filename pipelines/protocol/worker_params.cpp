#include "pipelines/protocol/worker_params.h"

#include "pipelines/protocol/json_params.h"

namespace palimpsest {
namespace {

constexpr const char* kWhatAKeyIs = "is no parameter of this method; docs/worker-protocol.md lists them";
constexpr std::size_t kMostThreads = 1024;
constexpr std::size_t kMostPages = 1'000'000'000;

} // namespace

Result<LoadParams> parseLoadParams(const nlohmann::json& json)
{
    JsonParams params(json, kWhatAKeyIs);
    LoadParams load;
    load.model = params.text("model");
    load.adapter = params.text("adapter");
    load.device = params.text("device");
    load.weights = params.text("weights");
    load.threads = params.count("threads", 0, kMostThreads);
    if (load.weights && *load.weights != "bf16" && *load.weights != "q8" && *load.weights != "q4")
        params.fault("'weights' should be \"bf16\", \"q8\" or \"q4\", found \"" + *load.weights + "\"");
    PAL_TRY(params.finish());
    return load;
}

Result<ReadParams> parseReadParams(const nlohmann::json& json)
{
    JsonParams params(json, kWhatAKeyIs);
    ReadParams read;
    const std::optional<std::string> path = params.text("path");
    read.password = params.text("password").value_or("");
    read.page = params.count("page", 1, kMostPages).value_or(1);
    takeTaskRequest(params, read.request);
    if (!path)
        params.fault("'path' is missing; name the document");
    if (!json.contains("task"))
        params.fault("'task' is missing; name what to read");
    PAL_TRY(params.finish());
    read.path = *path;
    return read;
}

Result<nlohmann::json> parseCancelParams(const nlohmann::json& json)
{
    JsonParams params(json, kWhatAKeyIs);
    const nlohmann::json* const id = params.take("id");
    if (id == nullptr)
        params.fault("'id' is missing; name the request to cancel");
    PAL_TRY(params.finish());
    return *id;
}

Result<void> parseNoParams(const nlohmann::json& json)
{
    return JsonParams(json, kWhatAKeyIs).finish();
}

std::string_view wordOf(Stage stage)
{
    switch (stage) {
    case Stage::Open:
        return "open";
    case Stage::Cut:
        return "cut";
    case Stage::Read:
        return "read";
    case Stage::Detect:
        return "detect";
    case Stage::Segment:
        return "segment";
    case Stage::Describe:
        return "describe";
    case Stage::Merge:
        return "merge";
    }
    return "";
}

} // namespace palimpsest
