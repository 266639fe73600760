#include "pipelines/export/export_input.h"

#include <algorithm>
#include <filesystem>

#include "engine/base/text.h"

namespace palimpsest {

std::size_t numberInFile(const ExportInput& input, std::size_t index)
{
    const std::string& document = input.pages.front().document;
    const bool same = std::all_of(input.pages.begin(), input.pages.end(),
        [&document](const ExportPage& page) { return page.document == document; });
    return same ? input.pages[index].pageNumber : index + 1;
}

std::string documentName(const ExportPage& page)
{
    return withValidUtf8(std::filesystem::path(page.document).filename().string());
}

std::string provenanceLine(const Provenance& provenance)
{
    if (provenance.source == ResultSource::Document)
        return "task " + provenance.task + "; the text that the document holds by itself";
    if (provenance.source == ResultSource::Shapes)
        return "task " + provenance.task + "; read by the shapes of its signs, without a model";
    std::string line = "task " + provenance.task + "; checkpoint " + provenance.checkpoint;
    if (!provenance.adapter.empty())
        line += "; adapter " + provenance.adapter;
    if (!provenance.answers.empty())
        line += "; prompt '" + provenance.answers.front().prompt + "'";
    return line + "; decoding " + provenance.decoding;
}

} // namespace palimpsest
