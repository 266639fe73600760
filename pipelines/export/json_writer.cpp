#include "pipelines/export/json_writer.h"

#include <nlohmann/json.hpp>

#include "engine/io/atomic_file.h"
#include "pipelines/protocol/result_json.h"

namespace palimpsest {

nlohmann::ordered_json documentJson(const std::string& sourceName, std::span<const NumberedResult> pages)
{
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const NumberedResult& page : pages)
        list.push_back({ { "page", page.pageNumber }, { "result", toJson(page.result) } });
    return { { "document", sourceName }, { "pages", std::move(list) } };
}

Result<void> writeJson(
    const std::filesystem::path& file, const std::string& sourceName, std::span<const NumberedResult> pages)
{
    // A file name may hold bytes that are no UTF-8; JSON may not.
    return writeFile(file,
        documentJson(sourceName, pages).dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n');
}

} // namespace palimpsest
