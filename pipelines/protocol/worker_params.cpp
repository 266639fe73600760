#include "pipelines/protocol/worker_params.h"

#include <algorithm>
#include <set>

#include "engine/io/json_text.h"

namespace palimpsest {
namespace {

// Takes keys one by one; the first fault is kept, and so is a key that nobody took.
class Params {
public:
    explicit Params(const nlohmann::json& json) : m_json(json) { }

    std::optional<std::string> text(const char* key)
    {
        const nlohmann::json* const value = take(key);
        if (value == nullptr)
            return std::nullopt;
        if (!value->is_string())
            return fault(key, "a text", *value);
        return value->get<std::string>();
    }

    std::optional<std::size_t> count(const char* key, std::size_t smallest, std::size_t largest)
    {
        const nlohmann::json* const value = take(key);
        if (value == nullptr)
            return std::nullopt;
        if (!value->is_number_unsigned() || value->get<std::uint64_t>() < smallest
            || value->get<std::uint64_t>() > largest)
            return fault(
                key, "a whole number from " + std::to_string(smallest) + " to " + std::to_string(largest), *value);
        return value->get<std::size_t>();
    }

    std::optional<double> number(const char* key, double smallest, double largest)
    {
        const nlohmann::json* const value = take(key);
        if (value == nullptr)
            return std::nullopt;
        if (!value->is_number() || value->get<double>() < smallest || value->get<double>() > largest)
            return fault(key,
                "a number from " + std::to_string(static_cast<long>(smallest)) + " to "
                    + std::to_string(static_cast<long>(largest)),
                *value);
        return value->get<double>();
    }

    bool flag(const char* key)
    {
        const nlohmann::json* const value = take(key);
        if (value != nullptr && !value->is_boolean())
            fault(key, "true or false", *value);
        return value != nullptr && value->is_boolean() && value->get<bool>();
    }

    const nlohmann::json* take(const char* key)
    {
        m_taken.insert(key);
        const auto found = m_json.find(key);
        return found == m_json.end() ? nullptr : &*found;
    }

    std::nullopt_t fault(const std::string& key, const std::string& expected, const nlohmann::json& found)
    {
        return fault("'" + key + "' should be " + expected + ", found " + describeJson(found));
    }

    std::nullopt_t fault(std::string message)
    {
        if (m_fault.empty())
            m_fault = std::move(message);
        return std::nullopt;
    }

    Result<void> finish()
    {
        for (const auto& [key, value] : m_json.items()) {
            if (!m_taken.contains(key))
                fault("'" + key + "' is no parameter of this method; docs/worker-protocol.md lists them");
        }
        if (!m_fault.empty())
            return Error{ ErrorCode::BadArguments, m_fault };
        return {};
    }

private:
    const nlohmann::json& m_json;
    std::set<std::string, std::less<>> m_taken;
    std::string m_fault;
};

// {"box": [x, y, width, height], "task": "detect", "prompt": "cat"}
std::optional<RegionRequest> regionOf(const nlohmann::json& json)
{
    if (!json.is_object() || !json.contains("box"))
        return std::nullopt;
    for (const auto& [key, value] : json.items())
        if (key != "box" && !((key == "task" || key == "prompt") && value.is_string()))
            return std::nullopt;
    const nlohmann::json& box = json["box"];
    const auto isLength = [](const nlohmann::json& side) { return side.is_number() && side.get<double>() >= 0; };
    if (!box.is_array() || box.size() != 4 || !std::all_of(box.begin(), box.end(), isLength)
        || box[2].get<double>() <= 0 || box[3].get<double>() <= 0)
        return std::nullopt;
    RegionRequest region;
    const double x = box[0].get<double>();
    const double y = box[1].get<double>();
    region.box = { x, y, x + box[2].get<double>(), y + box[3].get<double>() };
    region.task = json.value("task", std::string());
    if (json.contains("prompt"))
        region.prompt = json["prompt"].get<std::string>();
    return region;
}

std::vector<RegionRequest> regionsOf(Params& params)
{
    std::vector<RegionRequest> regions;
    const nlohmann::json* const list = params.take("regions");
    if (list == nullptr)
        return regions;
    const std::string expected = "a list of up to " + std::to_string(kMostRegions)
        + " objects with a 'box' of four numbers (x, y, width, height in points) and, where wanted, a 'task' and a "
          "'prompt'";
    if (!list->is_array() || list->size() > kMostRegions)
        params.fault("regions", expected, *list);
    else
        for (const nlohmann::json& item : *list) {
            if (const auto region = regionOf(item))
                regions.push_back(*region);
            else
                params.fault("regions", expected, item);
        }
    return regions;
}

std::vector<std::string> choicesOf(Params& params)
{
    const nlohmann::json* const list = params.take("choices");
    if (list == nullptr)
        return {};
    const auto isChoice
        = [](const nlohmann::json& item) { return item.is_string() && !item.get<std::string>().empty(); };
    if (list->is_array() && list->size() <= kMostChoices && std::all_of(list->begin(), list->end(), isChoice))
        return list->get<std::vector<std::string>>();
    params.fault("choices", "a list of up to " + std::to_string(kMostChoices) + " texts", *list);
    return {};
}

constexpr std::size_t kMostThreads = 1024;
constexpr std::size_t kMostPages = 1'000'000'000;

} // namespace

Result<LoadParams> parseLoadParams(const nlohmann::json& json)
{
    Params params(json);
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
    Params params(json);
    ReadParams read;
    const std::optional<std::string> path = params.text("path");
    const std::optional<std::string> task = params.text("task");
    read.password = params.text("password").value_or("");
    read.page = params.count("page", 1, kMostPages).value_or(1);
    read.request.prompt = params.text("prompt").value_or("");
    read.request.dpi = params.number("dpi", kSmallestDpi, kLargestDpi).value_or(kDefaultDpi);
    read.request.maxTokens = params.count("max_tokens", 1, kMostTokens).value_or(0);
    read.request.regions = regionsOf(params);
    read.request.choices = choicesOf(params);
    read.request.tryAnyway = params.flag("try_anyway");
    if (!path)
        params.fault("'path' is missing; name the document");
    if (!task)
        params.fault("'task' is missing; name what to read");
    PAL_TRY(params.finish());
    read.path = *path;
    read.request.task = *task;
    return read;
}

Result<nlohmann::json> parseCancelParams(const nlohmann::json& json)
{
    Params params(json);
    const nlohmann::json* const id = params.take("id");
    if (id == nullptr)
        params.fault("'id' is missing; name the request to cancel");
    PAL_TRY(params.finish());
    return *id;
}

Result<void> parseNoParams(const nlohmann::json& json)
{
    return Params(json).finish();
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
