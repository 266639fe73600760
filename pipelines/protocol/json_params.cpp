#include "pipelines/protocol/json_params.h"

#include <algorithm>
#include <utility>

#include "engine/io/json_text.h"
#include "pipelines/runner/region_text.h"

namespace palimpsest {
namespace {

// "72,72,200,100,table" or {"box": [72, 72, 200, 100], "task": "detect", "prompt": "cat"}
std::optional<RegionRequest> regionOf(const nlohmann::json& json)
{
    if (json.is_string())
        return regionFromText(json.get_ref<const std::string&>());
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

template <typename Target, typename Value> void replace(Target& target, std::optional<Value> value)
{
    if (value)
        target = *std::move(value);
}

} // namespace

JsonParams::JsonParams(const nlohmann::json& json, std::string whatAKeyIs)
    : m_json(json),
      m_whatAKeyIs(std::move(whatAKeyIs))
{
}

std::optional<std::string> JsonParams::text(const char* key)
{
    const nlohmann::json* const value = take(key);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_string())
        return fault(key, "a text", *value);
    return value->get<std::string>();
}

std::optional<std::size_t> JsonParams::count(const char* key, std::size_t smallest, std::size_t largest)
{
    const nlohmann::json* const value = take(key);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_number_unsigned() || value->get<std::uint64_t>() < smallest || value->get<std::uint64_t>() > largest)
        return fault(key, "a whole number from " + std::to_string(smallest) + " to " + std::to_string(largest), *value);
    return value->get<std::size_t>();
}

std::optional<double> JsonParams::number(const char* key, double smallest, double largest)
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

std::optional<bool> JsonParams::flag(const char* key)
{
    const nlohmann::json* const value = take(key);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_boolean())
        return fault(key, "true or false", *value);
    return value->get<bool>();
}

std::optional<std::vector<std::string>> JsonParams::texts(const char* key, std::size_t most)
{
    const nlohmann::json* const list = take(key);
    if (list == nullptr)
        return std::nullopt;
    const auto isText
        = [](const nlohmann::json& item) { return item.is_string() && !item.get_ref<const std::string&>().empty(); };
    if (!list->is_array() || list->size() > most || !std::all_of(list->begin(), list->end(), isText))
        return fault(key, "a list of up to " + std::to_string(most) + " texts", *list);
    return list->get<std::vector<std::string>>();
}

std::optional<std::vector<RegionRequest>> JsonParams::regions(const char* key)
{
    const nlohmann::json* const list = take(key);
    if (list == nullptr)
        return std::nullopt;
    const std::string expected = "a list of up to " + std::to_string(kMostRegions)
        + " objects with a 'box' of four numbers (x, y, width, height in points) and, where wanted, a 'task' and a "
          "'prompt', or texts "
          "X,Y,W,H[,TASK]";
    if (!list->is_array() || list->size() > kMostRegions)
        return fault(key, expected, *list);
    std::vector<RegionRequest> regions;
    for (const nlohmann::json& item : *list) {
        const auto region = regionOf(item);
        if (!region)
            return fault(key, expected, item);
        regions.push_back(*region);
    }
    return regions;
}

std::optional<int> JsonParams::rotation(const char* key)
{
    const nlohmann::json* const value = take(key);
    if (value == nullptr)
        return std::nullopt;
    for (const int degrees : kRotations)
        if (value->is_number_integer() && *value == degrees)
            return degrees;
    return fault(key, "0, 90, 180 or 270", *value);
}

std::optional<std::string> JsonParams::language(const char* key)
{
    std::optional<std::string> code = text(key);
    if (code && !code->empty() && !isLanguage(*code))
        return fault(key, "a language's code of two or three letters, as \"de\", or empty", *code);
    return code;
}

const nlohmann::json* JsonParams::take(const char* key)
{
    m_taken.insert(key);
    const auto found = m_json.find(key);
    return found == m_json.end() ? nullptr : &*found;
}

std::nullopt_t JsonParams::fault(const std::string& key, const std::string& expected, const nlohmann::json& found)
{
    return fault("'" + key + "' should be " + expected + ", found " + describeJson(found));
}

std::nullopt_t JsonParams::fault(std::string message)
{
    if (m_fault.empty())
        m_fault = std::move(message);
    return std::nullopt;
}

Result<void> JsonParams::finish()
{
    for (const auto& [key, value] : m_json.items()) {
        if (!m_taken.contains(key))
            fault("'" + key + "' " + m_whatAKeyIs);
    }
    if (!m_fault.empty())
        return Error{ ErrorCode::BadArguments, m_fault };
    return {};
}

void takeTaskRequest(JsonParams& params, TaskRequest& request)
{
    replace(request.task, params.text("task"));
    replace(request.prompt, params.text("prompt"));
    replace(request.language, params.language("language"));
    replace(request.dpi, params.number("dpi", kSmallestDpi, kLargestDpi));
    replace(request.maxTokens, params.count("max_tokens", 1, kMostTokens));
    replace(request.regions, params.regions("regions"));
    replace(request.choices, params.texts("choices", kMostChoices));
    replace(request.tryAnyway, params.flag("try_anyway"));
    replace(request.noGrammar, params.flag("no_grammar"));
    replace(request.rotation, params.rotation("rotate"));
    replace(request.deskew, params.flag("deskew"));
    replace(request.textLayer, params.word<TextLayer>("text_layer"));
    replace(request.blank, params.word<BlankPages>("blank"));
}

} // namespace palimpsest
