#include "pipelines/protocol/worker_params.h"

#include "pipelines/protocol/json_params.h"

namespace palimpsest {
namespace {

constexpr const char* kWhatAKeyIs = "is no parameter of this method; docs/worker-protocol.md lists them";
constexpr std::size_t kMostThreads = 1024;
constexpr std::size_t kMostPages = 1'000'000'000;

// {"path": "b.pdf", "page": 2, "password": "..."}
Result<DocumentPage> pageOf(const nlohmann::json& json)
{
    if (!json.is_object())
        return Error{ ErrorCode::BadArguments, "no object" };
    JsonParams params(json, kWhatAKeyIs);
    const std::optional<std::string> path = params.text("path");
    DocumentPage page{ path.value_or(""), params.text("password").value_or(""),
        params.count("page", 1, kMostPages).value_or(1) };
    if (!path)
        params.fault("no path");
    PAL_TRY(params.finish());
    return page;
}

std::vector<DocumentPage> pagesOf(JsonParams& params)
{
    std::vector<DocumentPage> pages;
    const nlohmann::json* const list = params.take("shown_with");
    if (list == nullptr)
        return pages;
    const std::string expected = "a list of up to " + std::to_string(kMostTogether - 1)
        + " objects with a 'path' and, where wanted, 'page' and 'password'";
    if (!list->is_array() || list->size() >= kMostTogether)
        params.fault("shown_with", expected, *list);
    else
        for (const nlohmann::json& item : *list) {
            if (const auto page = pageOf(item); page.ok())
                pages.push_back(page.value());
            else
                params.fault("shown_with", expected, item);
        }
    return pages;
}

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
    read.page.password = params.text("password").value_or("");
    read.page.page = params.count("page", 1, kMostPages).value_or(1);
    read.shownWith = pagesOf(params);
    read.request.pagesTogether = 1 + read.shownWith.size();
    takeTaskRequest(params, read.request);
    if (!path)
        params.fault("'path' is missing; name the document");
    if (!json.contains("task"))
        params.fault("'task' is missing; name what to read");
    PAL_TRY(params.finish());
    read.page.path = *path;
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
