#include "pipelines/batch/batch_items.h"

#include <algorithm>
#include <set>

#include "engine/io/json_text.h"

namespace palimpsest {

namespace {

using Json = nlohmann::json;

bool isWholeNumber(const Json& value, std::size_t largest)
{
    return value.is_number_unsigned() && value.get<std::size_t>() >= 1 && value.get<std::size_t>() <= largest;
}

bool isDpi(const Json& value)
{
    return value.is_number() && value.get<double>() >= kSmallestDpi && value.get<double>() <= kLargestDpi;
}

bool isRotation(const Json& value)
{
    return value.is_number_integer()
        && std::any_of(kRotations.begin(), kRotations.end(), [&value](int degrees) { return value == degrees; });
}

// False: the key is unknown, or its value makes no sense.
bool take(const std::string& key, const Json& value, BatchItem& item)
{
    if (key == "dpi" && isDpi(value))
        item.request.dpi = value.get<double>();
    else if (key == "max_tokens" && isWholeNumber(value, kMostTokens))
        item.request.maxTokens = value.get<std::size_t>();
    else if (key == "rotate" && isRotation(value))
        item.request.rotation = value.get<int>();
    else if (key == "deskew" && value.is_boolean())
        item.request.deskew = value.get<bool>();
    else if (key == "dpi" || key == "max_tokens" || !value.is_string())
        return false;
    else if (key == "path")
        item.document = value.get<std::string>();
    else if (key == "id")
        item.id = value.get<std::string>();
    else if (key == "pages")
        item.pages = value.get<std::string>();
    else if (key == "task")
        item.request.task = value.get<std::string>();
    else if (key == "text_layer" && textLayerNamed(value.get<std::string>()))
        item.request.textLayer = *textLayerNamed(value.get<std::string>());
    else if (key == "prompt")
        item.request.prompt = value.get<std::string>();
    else
        return false;
    return true;
}

Result<BatchItem> parseLine(
    std::string_view line, const std::string& place, const std::filesystem::path& folder, BatchItem item)
{
    PAL_TRY_ASSIGN(const Json json, parseJson(line, place, ErrorCode::BadInput));
    if (!json.is_object())
        return Error{ ErrorCode::BadInput, place + ": expected an object, found " + describeJson(json) };
    for (const auto& [key, value] : json.items()) {
        if (!take(key, value, item))
            return Error{ ErrorCode::BadInput,
                place + ": '" + key + "' is unknown or makes no sense, found " + describeJson(value)
                    + "; docs/command-line.md lists the keys" };
    }
    if (item.document.empty())
        return Error{ ErrorCode::BadInput, place + ": 'path' is missing; name the document" };
    if (item.id.empty())
        item.id = item.document;
    item.file = folder / item.document;
    return item;
}

} // namespace

Result<std::vector<BatchItem>> parseBatchManifest(
    std::string_view text, const std::filesystem::path& manifest, const BatchItem& common)
{
    std::vector<BatchItem> items;
    std::size_t number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        const std::string place = "'" + manifest.string() + "' line " + std::to_string(number);
        PAL_TRY_ASSIGN(BatchItem item, parseLine(line, place, manifest.parent_path(), common));
        items.push_back(std::move(item));
    }
    return items;
}

Result<void> checkBatchItems(const std::vector<BatchItem>& items)
{
    std::set<std::string_view> ids;
    for (const BatchItem& item : items) {
        if (!ids.insert(item.id).second)
            return Error{ ErrorCode::BadArguments,
                "'" + item.id + "' is there twice; name a document once, or give its entries an 'id' each" };
        if (item.request.task.empty())
            return Error{ ErrorCode::BadArguments, "'" + item.id + "' has no task; give --task" };
    }
    return {};
}

} // namespace palimpsest
