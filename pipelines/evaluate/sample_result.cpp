#include "pipelines/evaluate/sample_result.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "pipelines/evaluate/result_defaults.h"
#include "pipelines/export/html_writer.h"
#include "pipelines/export/text_writer.h"
#include "pipelines/protocol/result_json.h"

namespace palimpsest {

std::string scoredText(const PageResult& result)
{
    std::string text;
    if (const auto* const tables = std::get_if<Tables>(&result.content)) {
        for (const Table& table : tables->items)
            text += tableHtml(table);
        return text;
    }
    if (const auto* const report = std::get_if<Report>(&result.content)) { // without the notice, which nobody found
        for (const ReportSection& section : report->sections)
            text += (section.heading.empty() ? "" : section.heading + ": ") + section.text + '\n';
        return text;
    }
    return plainTextOf(result);
}

Result<Sample> sampleOfResult(const std::string& name, nlohmann::json json)
{
    fillResultDefaults(json);
    PAL_TRY_ASSIGN(PageResult result, pageResultFromJson(json));
    std::string text = scoredText(result);
    return Sample{ name, { std::move(text) }, std::move(result) };
}

} // namespace palimpsest
