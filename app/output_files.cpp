#include "app/output_files.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <system_error>

#include "engine/base/log.h"
#include "engine/io/atomic_file.h"
#include "pipelines/document/png_file.h"
#include "pipelines/document/result_overlay.h"
#include "pipelines/export/format_files.h"
#include "pipelines/export/page_parts.h"

namespace palimpsest {

namespace fs = std::filesystem;

namespace {

struct NamedFormat {
    std::string_view ending;
    std::string_view summary;
};
constexpr std::string_view kMaskKind = "segments";
constexpr std::string_view kPdfKind = "ocr";
constexpr NamedFormat kPdf{ ".pdf", "the pages with text to search" };
constexpr NamedFormat kPicture{ ".png", "a picture of what was found" }; // of any kind

// As they are listed for people, the one that any picture's name ends in last.
std::vector<NamedFormat> allFormats()
{
    std::vector<NamedFormat> all;
    for (const ExportFormat& format : exportFormats())
        all.push_back({ format.ending, format.summary });
    for (const MaskFormat& format : maskFormats())
        all.push_back({ format.ending, format.summary });
    all.push_back(kPdf);
    all.push_back(kPicture);
    return all;
}

std::string endingList()
{
    std::string list;
    for (const NamedFormat& format : allFormats())
        list += (list.empty() ? "" : format.ending == kPicture.ending ? ", or " : ", ") + std::string(format.ending);
    return list;
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
    const auto masks = maskFormats();
    const auto mask = std::find_if(
        masks.begin(), masks.end(), [&file](const MaskFormat& format) { return file.ends_with(format.ending); });
    if (target.format != nullptr) {
        target.ending = target.format->ending;
        fits = holds(*target.format, kind);
    } else if (mask != masks.end()) {
        target.form = Form::Masks;
        target.ending = mask->ending;
        target.masks = mask->form;
        fits = kind == kMaskKind;
    } else if (file.ends_with(kPdf.ending)) {
        target.form = Form::SearchablePdf;
        target.ending = kPdf.ending;
        fits = kind == kPdfKind;
    } else if (file.ends_with(kPicture.ending)) {
        target.form = Form::Picture;
        target.ending = kPicture.ending;
    } else {
        return Error{ ErrorCode::BadArguments,
            "the name of output '" + file + "' does not say its format; let it end in " + endingList() };
    }
    if (!fits && !kind.empty() && kind != "parts") // of parts, what fits is written and the rest is named
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
    for (const fs::path& file : filesOf(target))
        PAL_TRY(checkFile(file));
    return {};
}

Result<void> OutputFiles::checkFile(const fs::path& file) const
{
    if (m_options.existing == Existing::Refuse)
        PAL_TRY(checkNew(file));
    return checkWritable(file);
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

// What one format has no words for costs the others nothing.
Result<void> OutputFiles::write(const ExportInput& input) const
{
    Result<void> first;
    for (const Target& target : m_targets) {
        if (target.form == Form::Picture)
            continue;
        const std::string leftOut = leftOutBy(kindsOf(target), input);
        if (!leftOut.empty())
            logWarning("'" + target.file.string() + "' does not hold everything: " + leftOut
                + "; a .json file holds every kind");
        Result<void> written = writeTarget(target, inputFor(kindsOf(target), input));
        if (!first.ok() && !written.ok())
            logError(written.error().message);
        if (first.ok())
            first = std::move(written);
    }
    return first;
}

Result<void> OutputFiles::writeTarget(const Target& target, const ExportInput& input) const
{
    if (target.form == Form::Table)
        return writeTable(target, input);
    if (target.form != Form::SearchablePdf)
        return writeMasks(target, input);
    PAL_TRY_ASSIGN(const SearchablePdf pdf, searchablePdf(input, m_options.signedDocuments));
    for (const std::string& remark : pdf.remarks)
        logWarning(remark);
    return writeFile(target.file, pdf.bytes);
}

std::vector<std::string_view> OutputFiles::kindsOf(const Target& target)
{
    if (target.form == Form::Table)
        return target.format->kinds;
    return { target.form == Form::SearchablePdf ? kPdfKind : kMaskKind };
}

// One of the things of a page: the only one has the page's name, of several each has its number (0: the only one). How
// many there are is known only now, so their files are checked now.
Result<void> OutputFiles::writeOneOf(
    const Target& target, fs::path file, std::size_t number, const std::string& content) const
{
    if (number > 0)
        file = withEnding(file, target.ending, "-" + std::to_string(number) + std::string(target.ending));
    if (content.empty()) {
        logWarning("'" + file.string() + "' is not written: a " + std::string(target.ending)
            + " file cannot say what was read there; a .json file does");
        return {};
    }
    PAL_TRY(checkFile(file));
    return writeFile(file, content);
}

Result<void> OutputFiles::writeMasks(const Target& target, const ExportInput& input) const
{
    for (std::size_t i = 0; i < input.pages.size(); ++i) {
        const auto& result = input.pages[i].result;
        const Segments* const segments = result ? std::get_if<Segments>(&result->content) : nullptr;
        if (segments == nullptr)
            continue;
        const fs::path file = fileOf(target, i + 1);
        PAL_TRY_ASSIGN(const std::vector<MaskPicture> pictures, maskPictures(*result, *segments, target.masks));
        if (pictures.empty())
            logWarning("'" + file.string() + "' is not written: nothing on the page has a mask");
        for (const MaskPicture& picture : pictures)
            PAL_TRY(writeOneOf(target, file, segments->items.size() > 1 ? picture.segment : 0, picture.png));
    }
    return {};
}

Result<void> OutputFiles::writeTable(const Target& target, const ExportInput& input) const
{
    PAL_TRY_ASSIGN(const std::vector<FormatFile> files, palimpsest::filesOf(*target.format, input));
    for (const FormatFile& made : files) {
        fs::path file = made.page ? fileOf(target, *made.page + 1) : target.file;
        if (made.beside)
            file = withEnding(file, target.ending, target.format->besideEnding);
        if (target.format->writeEach != nullptr && !made.beside)
            PAL_TRY(writeOneOf(target, std::move(file), made.number.value_or(0), made.content));
        else
            PAL_TRY(writeFile(file, made.content));
    }
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
    for (const NamedFormat& format : allFormats())
        list += (list.empty() ? "" : ", ") + std::string(format.ending) + " " + std::string(format.summary);
    return list;
}

} // namespace palimpsest
