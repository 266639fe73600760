#include "pipelines/protocol/preset.h"

#include <algorithm>
#include <system_error>

#include "engine/io/json_text.h"
#include "pipelines/export/export_format.h"
#include "pipelines/protocol/json_params.h"

namespace palimpsest {

namespace fs = std::filesystem;

namespace {

constexpr const char* kVersionKey = "palimpsest_preset";
constexpr const char* kWhatAKeyIs = "is no key of a preset; docs/command-line.md lists them";
constexpr std::size_t kMostBytes = std::size_t{ 1 } << 20;
constexpr std::size_t kMostFormats = 32;
constexpr std::size_t kMostVersions = 1'000'000;

nlohmann::ordered_json jsonOf(const RegionRequest& region)
{
    nlohmann::ordered_json json;
    json["box"] = { region.box.left, region.box.top, region.box.width(), region.box.height() };
    if (!region.task.empty())
        json["task"] = region.task;
    if (region.prompt)
        json["prompt"] = *region.prompt;
    return json;
}

bool isEnding(const std::string& format)
{
    return format.size() > 1 && format.front() == '.' && format.find('/') == std::string::npos;
}

} // namespace

Result<Preset> parsePreset(std::string_view text, const std::string& source)
{
    const auto wrong = [&source](const std::string& what) {
        return Error{ ErrorCode::BadInput, "'" + source + "' " + what };
    };
    const auto parsed = parseJson(text, source, ErrorCode::BadInput);
    if (!parsed.ok() || !parsed.value().is_object() || !parsed.value().contains(kVersionKey))
        return wrong("is no preset: a preset is a JSON object with '" + std::string(kVersionKey) + "'");
    JsonParams params(parsed.value(), kWhatAKeyIs);
    const auto version = params.count(kVersionKey, 1, kMostVersions);
    if (version && *version != kPresetVersion)
        return wrong("is a preset of version " + std::to_string(*version) + ", this program reads version "
            + std::to_string(kPresetVersion) + "; use a later program");
    Preset preset;
    takeTaskRequest(params, preset.request);
    preset.formats = params.texts("formats", kMostFormats).value_or(preset.formats);
    preset.fileName = params.text("file_name").value_or(preset.fileName);
    if (const auto taken = params.finish(); !taken.ok())
        return wrong("is no preset that can be used: " + taken.error().message);
    if (const auto odd = std::find_if_not(preset.formats.begin(), preset.formats.end(), isEnding);
        odd != preset.formats.end())
        return wrong("names the format '" + *odd + "'; a format is the ending of its files, as .txt or .coco.json");
    if (preset.fileName.find('/') != std::string::npos)
        return wrong(
            "has the file name '" + preset.fileName + "'; a name has no '/', the folder is chosen with the export");
    return preset;
}

std::string presetJson(const Preset& preset)
{
    const TaskRequest usual;
    const TaskRequest& request = preset.request;
    nlohmann::ordered_json json{ { kVersionKey, kPresetVersion } };
    const auto put = [&json](const char* key, const auto& value, const auto& otherwise) {
        if (value != otherwise)
            json[key] = value;
    };
    put("task", request.task, usual.task);
    put("prompt", request.prompt, usual.prompt);
    put("language", request.language, usual.language);
    put("dpi", request.dpi, usual.dpi);
    put("max_tokens", request.maxTokens, usual.maxTokens);
    for (const RegionRequest& region : request.regions)
        json["regions"].push_back(jsonOf(region));
    put("choices", request.choices, usual.choices);
    put("try_anyway", request.tryAnyway, usual.tryAnyway);
    put("no_grammar", request.noGrammar, usual.noGrammar);
    if (request.rotation)
        json["rotate"] = *request.rotation;
    put("deskew", request.deskew, usual.deskew);
    put("text_layer", std::string(wordOf(request.textLayer)), std::string());
    put("blank", std::string(wordOf(request.blank)), std::string(wordOf(usual.blank)));
    put("formats", preset.formats, std::vector<std::string>());
    put("file_name", preset.fileName, std::string());
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Result<Preset> presetFrom(const std::string& nameOrFile, const fs::path& folder)
{
    std::error_code ignored;
    const bool isName = !nameOrFile.empty() && nameOrFile.find('/') == std::string::npos;
    const fs::path own = folder / (nameOrFile + ".json");
    const fs::path file = isName && fs::is_regular_file(own, ignored) ? own : fs::path(nameOrFile);
    if (!fs::is_regular_file(file, ignored)) {
        std::string known;
        for (const std::string& name : presetNames(folder))
            known += (known.empty() ? "; yours are '" : ", '") + name + "'";
        return Error{ ErrorCode::BadInput,
            "there is no preset '" + nameOrFile + "' in '" + folder.string() + "', and no file of that name" + known };
    }
    PAL_TRY_ASSIGN(const std::string text, readTextFile(file, kMostBytes, ErrorCode::BadInput));
    return parsePreset(text, file.string());
}

std::vector<std::string> presetNames(const fs::path& folder)
{
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (entry->path().extension() == ".json" && entry->path().filename().string().front() != '.')
            names.push_back(entry->path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace palimpsest
