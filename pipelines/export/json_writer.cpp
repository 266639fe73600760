#include "pipelines/export/json_writer.h"

#include <nlohmann/json.hpp>

#include "pipelines/protocol/result_json.h"

namespace palimpsest {

using Json = nlohmann::ordered_json;

std::string jsonOf(const ExportInput& input)
{
    Json documents = Json::array();
    for (const ExportPage& page : input.pages) {
        if (documents.empty() || documents.back()["document"] != page.document)
            documents.push_back({ { "document", page.document }, { "pages", Json::array() } });
        Json item{ { "page", page.pageNumber } };
        if (page.result)
            item["result"] = toJson(*page.result);
        else
            item["error"] = page.failure;
        documents.back()["pages"].push_back(std::move(item));
    }
    const std::string version = input.producer.substr(input.producer.find(' ') + 1);
    const Json json{ { "palimpsest", version }, { "documents", std::move(documents) } };
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace palimpsest
