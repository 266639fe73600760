#include "pipelines/batch/batch_items.h"

#include <algorithm>
#include <set>

#include "engine/io/json_text.h"
#include "pipelines/protocol/json_params.h"

namespace palimpsest {

namespace {

constexpr const char* kWhatAKeyIs = "is no key of a batch manifest; docs/command-line.md lists them";

Result<BatchItem> parseLine(
    std::string_view line, const std::string& place, const std::filesystem::path& folder, BatchItem item)
{
    PAL_TRY_ASSIGN(const nlohmann::json json, parseJson(line, place, ErrorCode::BadInput));
    if (!json.is_object())
        return Error{ ErrorCode::BadInput, place + ": expected an object, found " + describeJson(json) };
    JsonParams params(json, kWhatAKeyIs);
    item.document = params.text("path").value_or("");
    item.id = params.text("id").value_or("");
    item.pages = params.text("pages").value_or(item.pages);
    takeTaskRequest(params, item.request);
    const auto taken = params.finish();
    if (!taken.ok())
        return Error{ ErrorCode::BadInput, place + ": " + taken.error().message };
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
