#include "app/read_output.h"

#include <cstdio>

#include "engine/io/atomic_file.h"
#include "pipelines/document/png_file.h"
#include "pipelines/document/result_overlay.h"
#include "pipelines/export/text_writer.h"
#include "pipelines/protocol/result_json.h"

namespace palimpsest {

namespace fs = std::filesystem;

Result<ReadOutput::Target> ReadOutput::targetFor(const std::string& file)
{
    const std::string ending = fs::path(file).extension().string();
    if (ending == ".txt")
        return Target{ file, Format::Text };
    if (ending == ".json")
        return Target{ file, Format::Json };
    if (ending == ".png")
        return Target{ file, Format::Picture };
    return Error{ ErrorCode::BadArguments,
        "the name of output '" + file + "' does not say its format; let it end in .txt, .json or .png" };
}

Result<ReadOutput> ReadOutput::create(
    const std::vector<std::string>& files, StandardOutput standardOutput, std::size_t pageCount)
{
    ReadOutput output;
    output.m_standardOutput = standardOutput;
    output.m_pageCount = pageCount;
    for (const std::string& file : files) {
        PAL_TRY_ASSIGN(Target target, targetFor(file));
        output.m_targets.push_back(std::move(target));
    }
    for (const Target& target : output.m_targets) {
        const std::size_t count = target.format == Format::Picture ? pageCount : 1;
        for (std::size_t number = 1; number <= count; ++number)
            PAL_TRY(checkWritable(target.format == Format::Picture ? output.pictureFile(target, number) : target.file));
    }
    return output;
}

fs::path ReadOutput::pictureFile(const Target& target, std::size_t number) const
{
    if (m_pageCount == 1)
        return target.file;
    const std::string name
        = target.file.stem().string() + "-" + std::to_string(number) + target.file.extension().string();
    return target.file.parent_path() / name;
}

Result<void> ReadOutput::add(const PageImage& page, const PageResult& result)
{
    addText(plainTextOf(result));
    addJson(page.sourceName, { { "page", page.pageIndex + 1 }, { "result", toJson(result) } });
    for (const Target& target : m_targets) {
        if (target.format == Format::Picture)
            PAL_TRY(savePng(drawResult(page, result.content), pictureFile(target, m_added), page.dpi));
    }
    return {};
}

void ReadOutput::addFailure(const std::string& document, std::size_t pageIndex, const Error& error)
{
    addText({});
    addJson(document, { { "page", pageIndex + 1 }, { "error", error.message } });
}

// A form feed parts the pages; a page without text keeps its place.
void ReadOutput::addText(const std::string& text)
{
    const std::string part = (m_added > 0 ? "\f" : "") + text;
    ++m_added;
    m_text += part;
    if (m_standardOutput == StandardOutput::Text) {
        std::fputs(part.c_str(), stdout);
        std::fflush(stdout);
    }
}

void ReadOutput::addJson(const std::string& document, JsonValue page)
{
    if (m_documents.empty() || m_documents.back()["document"] != document)
        m_documents.push_back({ { "document", document }, { "pages", JsonValue::array() } });
    m_documents.back()["pages"].push_back(std::move(page));
}

Result<void> ReadOutput::finish()
{
    const JsonValue json{ { "palimpsest", PALIMPSEST_VERSION }, { "documents", m_documents } };
    for (const Target& target : m_targets) {
        if (target.format != Format::Picture)
            PAL_TRY(writeFile(target.file, target.format == Format::Text ? m_text : toText(json)));
    }
    if (m_standardOutput == StandardOutput::Json)
        printJson(json);
    return {};
}

} // namespace palimpsest
