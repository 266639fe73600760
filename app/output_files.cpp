#include "app/output_files.h"

#include <array>
#include <ctime>
#include <system_error>

#include "engine/base/log.h"
#include "engine/io/atomic_file.h"
#include "pipelines/document/png_file.h"
#include "pipelines/document/result_overlay.h"

namespace palimpsest {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kPicture = ".png";
constexpr std::string_view kPdf = ".pdf";

std::string endingList()
{
    std::string list;
    for (const ExportFormat& format : exportFormats())
        list += std::string(format.ending) + ", ";
    return list + std::string(kPdf) + " or " + std::string(kPicture);
}

// Devices and pipes are there to be written to.
Result<void> checkNew(const fs::path& file)
{
    std::error_code ignored;
    if (fs::is_regular_file(file, ignored))
        return Error{ ErrorCode::FileAccess,
            "'" + file.string() + "' is there already; give another name, or --force to replace it" };
    return {};
}

fs::path withEnding(const fs::path& file, std::string_view ending, std::string_view wanted)
{
    const std::string name = file.filename().string();
    return file.parent_path() / (name.substr(0, name.size() - ending.size()) + std::string(wanted));
}

} // namespace

Result<OutputFiles::Target> OutputFiles::targetFor(const std::string& file, std::string_view kind)
{
    Target target{ file, Form::Table, {}, exportFormatOf(file) };
    bool fits = true;
    if (target.format != nullptr) {
        target.ending = target.format->ending;
        fits = holds(*target.format, kind);
    } else if (file.ends_with(kPdf)) {
        target.form = Form::SearchablePdf;
        target.ending = kPdf;
        fits = kind == "ocr";
    } else if (file.ends_with(kPicture)) {
        target.form = Form::Picture;
        target.ending = kPicture;
    } else {
        return Error{ ErrorCode::BadArguments,
            "the name of output '" + file + "' does not say its format; let it end in " + endingList() };
    }
    if (!fits && !kind.empty())
        return Error{ ErrorCode::BadArguments,
            "output '" + file + "': a " + std::string(target.ending) + " file cannot hold results of kind '"
                + std::string(kind) + "'; choose another format" };
    return target;
}

Result<OutputFiles> OutputFiles::create(
    const std::vector<std::string>& files, std::string_view kind, std::size_t pageCount, const Options& options)
{
    OutputFiles output;
    output.m_pageCount = pageCount;
    output.m_options = options;
    for (const std::string& file : files) {
        PAL_TRY_ASSIGN(Target target, targetFor(file, kind));
        output.m_targets.push_back(std::move(target));
    }
    for (const Target& target : output.m_targets)
        PAL_TRY(output.checkTarget(target));
    return output;
}

Result<void> OutputFiles::checkTarget(const Target& target) const
{
    for (const fs::path& file : filesOf(target)) {
        if (m_options.existing == Existing::Refuse)
            PAL_TRY(checkNew(file));
        PAL_TRY(checkWritable(file));
    }
    return {};
}

Result<void> OutputFiles::checkDocuments(const std::vector<std::string>& documents) const
{
    for (const Target& target : m_targets) {
        if (target.form != Form::SearchablePdf)
            continue;
        for (const std::string& document : documents)
            PAL_TRY(checkSearchable(document, m_options.signedDocuments));
    }
    return {};
}

fs::path OutputFiles::fileOf(const Target& target, std::size_t number) const
{
    if (m_pageCount == 1)
        return target.file;
    return withEnding(target.file, target.ending, "-" + std::to_string(number) + std::string(target.ending));
}

std::vector<fs::path> OutputFiles::filesOf(const Target& target) const
{
    if (target.form == Form::SearchablePdf || (target.form == Form::Table && target.format->writeAll != nullptr))
        return { target.file };
    std::vector<fs::path> files;
    for (std::size_t number = 1; number <= m_pageCount; ++number)
        files.push_back(fileOf(target, number));
    if (target.form == Form::Table && target.format->writeBeside != nullptr)
        files.push_back(withEnding(target.file, target.ending, target.format->besideEnding));
    return files;
}

bool OutputFiles::hasPictures() const
{
    for (const Target& target : m_targets)
        if (target.form == Form::Picture)
            return true;
    return false;
}

Result<void> OutputFiles::writePictures(const PageImage& page, const PageResult& result, std::size_t number) const
{
    for (const Target& target : m_targets) {
        if (target.form == Form::Picture)
            PAL_TRY(savePng(drawResult(page, result.content), fileOf(target, number), page.dpi));
    }
    return {};
}

Result<void> OutputFiles::write(const ExportInput& input) const
{
    for (const Target& target : m_targets) {
        if (target.form == Form::Table) {
            PAL_TRY(writeTable(target, input));
        } else if (target.form == Form::SearchablePdf) {
            PAL_TRY_ASSIGN(const SearchablePdf pdf, searchablePdf(input, m_options.signedDocuments));
            for (const std::string& remark : pdf.remarks)
                logWarning(remark);
            PAL_TRY(writeFile(target.file, pdf.bytes));
        }
    }
    return {};
}

Result<void> OutputFiles::writeTable(const Target& target, const ExportInput& input) const
{
    if (target.format->writeAll != nullptr)
        return writeFile(target.file, target.format->writeAll(input));
    for (std::size_t i = 0; i < input.pages.size(); ++i) {
        if (input.pages[i].result)
            PAL_TRY(writeFile(fileOf(target, i + 1), target.format->writePage(input, i)));
    }
    if (target.format->writeBeside != nullptr)
        return writeFile(
            withEnding(target.file, target.ending, target.format->besideEnding), target.format->writeBeside(input));
    return {};
}

ExportInput exportInputNow(std::vector<ExportPage> pages)
{
    const std::time_t now = std::time(nullptr);
    std::tm utc = {};
    gmtime_r(&now, &utc);
    std::array<char, 32> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
    return { .producer = std::string("palimpsest ") + PALIMPSEST_VERSION,
        .created = std::string(text.data(), length),
        .pages = std::move(pages) };
}

std::string outputFormatList()
{
    std::string list;
    for (const ExportFormat& format : exportFormats())
        list += std::string(format.ending) + " " + std::string(format.summary) + ", ";
    return list + std::string(kPdf) + " the pages with text to search, " + std::string(kPicture)
        + " a picture of what was found";
}

} // namespace palimpsest
