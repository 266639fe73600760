#include "app/read_output.h"

#include <cstdio>
#include <utility>

#include "pipelines/export/json_writer.h"
#include "pipelines/export/text_writer.h"

namespace palimpsest {

ReadOutput::ReadOutput(OutputFiles files, StandardOutput standardOutput)
    : m_files(std::move(files)),
      m_standardOutput(standardOutput)
{
}

Result<void> ReadOutput::add(const PageImage& page, const PageResult& result)
{
    print(plainTextOf(result));
    m_pages.push_back({ page.sourceName, page.pageIndex + 1, result, {} });
    return m_files.writePictures(page, result, m_pages.size());
}

void ReadOutput::addFailure(const std::string& document, std::size_t pageIndex, const Error& error)
{
    print({});
    m_pages.push_back({ document, pageIndex + 1, std::nullopt, error.message });
}

// A form feed parts the pages; a page without text keeps its place.
void ReadOutput::print(const std::string& text) const
{
    if (m_standardOutput != StandardOutput::Text)
        return;
    std::fputs(((m_pages.empty() ? "" : "\f") + text).c_str(), stdout);
    std::fflush(stdout);
}

Result<void> ReadOutput::finish()
{
    const ExportInput input = exportInputNow(std::move(m_pages));
    PAL_TRY(m_files.write(input));
    if (m_standardOutput == StandardOutput::Json)
        std::fputs(jsonOf(input).c_str(), stdout);
    return {};
}

} // namespace palimpsest
