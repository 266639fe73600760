#include "pipelines/batch/sealed_pages.h"

#include <array>
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <system_error>

#include "engine/base/sha256.h"
#include "engine/io/atomic_file.h"
#include "engine/io/json_text.h"
#include "pipelines/document/png_file.h"
#include "pipelines/document/result_overlay.h"
#include "pipelines/export/format_files.h"
#include "pipelines/export/page_parts.h"
#include "pipelines/protocol/result_json.h"
#include "pipelines/protocol/result_words.h"

namespace palimpsest {

namespace fs = std::filesystem;

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostPageBytes = 1ULL << 30;

std::string sha256Of(std::string_view text)
{
    Sha256 hash;
    hash.update(text);
    return hash.finish();
}

// What every file system takes, and a person recognises.
std::string plainName(const std::string& document)
{
    std::string name = fs::path(document).filename().string().substr(0, 80);
    for (char& c : name) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'
            || c == '_' || (c == '.' && &c != name.data());
        c = plain ? c : '_';
    }
    return name;
}

std::string lineOf(const BatchItem& item, const LedgerPage& page, double scale, const ReadPage* read)
{
    const Json json{ { "id", item.id }, { "document", item.document },
        { "page", page.page == 0 ? Json() : Json(page.page) }, { "state", wordOf(page.state) },
        { "reason", page.reason }, { "attempts", page.attempts }, { "scale", scale },
        { "ink", page.inkFraction ? Json(*page.inkFraction) : Json() },
        { "result", read == nullptr ? Json() : toJson(read->result) } };
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

// ISO 8601 in UTC; empty where it cannot be told.
std::string lastChangeOf(const fs::path& file)
{
    struct stat state = {};
    std::tm utc = {};
    if (::stat(file.c_str(), &state) != 0 || gmtime_r(&state.st_mtime, &utc) == nullptr)
        return {};
    std::array<char, 32> text{};
    return { text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc) };
}

void removePartials(const fs::path& folder, const std::string& beginning)
{
    std::error_code error;
    std::vector<fs::path> left;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("." + beginning) && name.ends_with(".partial"))
            left.push_back(entry.path());
    }
    for (const fs::path& file : left)
        fs::remove(file, error);
}

} // namespace

SealedPages::SealedPages(fs::path folder, std::string suffix, ExtraFormats formats)
    : m_folder(std::move(folder)),
      m_suffix(std::move(suffix)),
      m_formats(std::move(formats))
{
}

fs::path SealedPages::folderOf(const BatchItem& item) const
{
    return m_folder / (plainName(item.document) + "-" + sha256Of(item.id).substr(0, 16));
}

fs::path SealedPages::fileOf(const BatchItem& item, std::size_t page, std::string_view ending) const
{
    char name[32];
    std::snprintf(name, sizeof name, "%04zu", page);
    return folderOf(item) / (std::string(name) + std::string(ending));
}

Result<std::string> SealedPages::seal(
    const BatchItem& item, const LedgerPage& page, double scale, const ReadPage* read) const
{
    std::error_code error;
    fs::create_directories(folderOf(item), error);
    if (error)
        return Error{ ErrorCode::FileAccess,
            "folder '" + folderOf(item).string() + "' cannot be made: " + error.message() };
    if (read != nullptr)
        PAL_TRY(writeExtra(item, page.page, *read));
    const std::string line = lineOf(item, page, scale, read);
    PAL_TRY(writeFile(fileOf(item, page.page, ".json"), line));
    return sha256Of(line);
}

Result<void> SealedPages::writeExtra(const BatchItem& item, std::size_t page, const ReadPage& read) const
{
    for (const ExportFormat* const format : m_formats.formats) {
        const ExportInput input = inputFor(format->kinds,
            { m_formats.producer, lastChangeOf(item.file), { { item.document, page, read.result, {} } } });
        if (!holds(*format, kindOf(input.pages.front().result->content)))
            continue;
        PAL_TRY_ASSIGN(const std::vector<FormatFile> files, filesOf(*format, input));
        for (const FormatFile& file : files) {
            const std::string number = file.number ? "-" + std::to_string(*file.number) : std::string();
            const std::string_view ending = file.beside ? format->besideEnding : format->ending;
            if (!file.content.empty())
                PAL_TRY(writeFile(fileOf(item, page, number + std::string(ending)), file.content));
        }
    }
    if (m_formats.picture)
        PAL_TRY(savePng(drawResult(read.page, read.result.content), fileOf(item, page, ".png"), read.page.dpi));
    return {};
}

bool SealedPages::isWhole(const BatchItem& item, const LedgerPage& page) const
{
    const auto line = readTextFile(fileOf(item, page.page, ".json"), kMostPageBytes);
    return line.ok() && sha256Of(line.value()) == page.seal;
}

void SealedPages::sweep(const BatchItem& item) const
{
    removePartials(folderOf(item), "");
}

void SealedPages::sweepMerged() const
{
    removePartials(m_folder, "results" + m_suffix + ".jsonl.");
    removePartials(m_folder, "report" + m_suffix + ".json.");
}

Result<void> SealedPages::merge(const std::function<Result<void>(const Visit& visit)>& forEveryPage) const
{
    PAL_TRY_ASSIGN(AtomicFile file, AtomicFile::create(m_folder / ("results" + m_suffix + ".jsonl")));
    const Visit append = [this, &file](const BatchItem& item, const LedgerPage& page) -> Result<void> {
        PAL_TRY_ASSIGN(const std::string line,
            readTextFile(fileOf(item, page.page, ".json"), kMostPageBytes, ErrorCode::FileAccess));
        return file.write(line);
    };
    PAL_TRY(forEveryPage(append));
    return file.commit();
}

Result<void> SealedPages::report(const std::string& json) const
{
    return writeFile(m_folder / ("report" + m_suffix + ".json"), json);
}

} // namespace palimpsest
