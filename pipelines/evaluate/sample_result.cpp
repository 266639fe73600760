#include "pipelines/evaluate/sample_result.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "pipelines/evaluate/result_defaults.h"
#include "pipelines/export/html_writer.h"
#include "pipelines/export/page_parts.h"
#include "pipelines/export/text_writer.h"
#include "pipelines/protocol/result_json.h"
#include "pipelines/protocol/result_words.h"

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

Sample withPartsOf(std::string_view kind, Sample sample)
{
    const auto* const page = sample.result ? std::get_if<PageParts>(&sample.result->content) : nullptr;
    if (page == nullptr)
        return sample;
    std::string text;
    for (const PageResult& part : page->parts)
        if (std::holds_alternative<OcrResult>(part.content) || std::holds_alternative<Tables>(part.content))
            text += plainTextOf(part);
    ExportInput input;
    input.pages.push_back(
        { .document = sample.name, .pageNumber = 1, .result = std::move(sample.result), .failure = {} });
    input = inputFor({ &kind, 1 }, std::move(input));
    sample.result = std::move(input.pages.front().result);
    sample.texts = { kind == kContentKinds[0] ? std::move(text) : scoredText(*sample.result) };
    return sample;
}

Result<Sample> sampleOfResult(const std::string& name, nlohmann::json json)
{
    fillResultDefaults(json);
    PAL_TRY_ASSIGN(PageResult result, pageResultFromJson(json));
    std::string text = scoredText(result);
    return Sample{ name, { std::move(text) }, std::move(result) };
}

} // namespace palimpsest
