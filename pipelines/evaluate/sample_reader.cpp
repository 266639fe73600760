#include "pipelines/evaluate/sample_reader.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/io/json_text.h"
#include "pipelines/evaluate/sample_lines.h"
#include "pipelines/evaluate/sample_result.h"
#include "pipelines/evaluate/scene_text.h"

namespace palimpsest {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::size_t kMostTextBytes = 4 << 20;
constexpr std::size_t kMostJsonBytes = 512 << 20; // many pages with their answers, or many questions
constexpr std::array<std::string_view, 9> kTextEndings{ ".txt", ".md", ".html", ".htm", ".smi", ".smiles", ".krn",
    ".kern", ".xhtml" };

enum class FileKind { Text, Result, Lines, Other };

FileKind kindOf(const fs::path& file)
{
    const std::string ending = file.extension().string();
    if (ending == ".json")
        return FileKind::Result;
    if (ending == ".jsonl" || ending == ".ndjson")
        return FileKind::Lines;
    return std::find(kTextEndings.begin(), kTextEndings.end(), ending) != kTextEndings.end() ? FileKind::Text
                                                                                             : FileKind::Other;
}

class Reader {
public:
    void addFile(const fs::path& file, FileKind kind)
    {
        const std::size_t limit = kind == FileKind::Text ? kMostTextBytes : kMostJsonBytes;
        Result<std::string> text = readTextFile(file, limit, ErrorCode::BadInput);
        if (!text.ok()) {
            leaveOut(file.stem().string(), text.error().message);
        } else if (kind == FileKind::Lines) {
            add(samplesOfLines(file, text.value()));
        } else if (kind == FileKind::Result) {
            addJson(file, text.value());
        } else {
            m_set.samples.push_back({ file.stem().string(), { std::move(text).value() }, std::nullopt });
        }
    }

    void passOver(const fs::path& file) { m_set.passedOver.push_back(file.filename().string()); }

    SampleSet finish()
    {
        std::stable_sort(m_set.samples.begin(), m_set.samples.end(),
            [](const Sample& a, const Sample& b) { return a.name < b.name; });
        std::vector<Sample> unique;
        for (auto from = m_set.samples.begin(); from != m_set.samples.end();) {
            const auto to = std::find_if(
                from, m_set.samples.end(), [&](const Sample& sample) { return sample.name != from->name; });
            if (std::distance(from, to) == 1)
                unique.push_back(std::move(*from));
            else
                leaveOut(from->name, "there are " + std::to_string(std::distance(from, to)) + " samples of this name");
            from = to;
        }
        m_set.samples = std::move(unique);
        return std::move(m_set);
    }

private:
    void leaveOut(const std::string& name, const std::string& reason) { m_set.unscored.push_back({ name, reason }); }

    void add(SampleSet more)
    {
        std::move(more.samples.begin(), more.samples.end(), std::back_inserter(m_set.samples));
        std::move(more.unscored.begin(), more.unscored.end(), std::back_inserter(m_set.unscored));
    }

    void addResult(const std::string& name, Json json)
    {
        Result<Sample> sample = sampleOfResult(name, std::move(json));
        if (!sample.ok())
            return leaveOut(name, sample.error().message);
        m_set.samples.push_back(std::move(sample).value());
    }

    // {"document": NAME, "pages": [{"page": 1, "result": RESULT} or {"page": 2, "error": TEXT}, ...]}
    void addDocument(const std::string& fileName, const Json& document)
    {
        std::string name = fileName;
        if (const auto entry = document.find("document"); entry != document.end() && entry->is_string())
            name = fs::path(entry->get<std::string>()).stem().string();
        const Json& pages = document.at("pages");
        if (!pages.is_array())
            return leaveOut(name, "'pages' should be a list, found " + describeJson(pages));
        for (std::size_t i = 0; i < pages.size(); ++i) {
            const Json& page = pages[i];
            const bool numbered = page.is_object() && page.contains("page") && page["page"].is_number_unsigned();
            const std::size_t number = numbered ? page["page"].get<std::size_t>() : i + 1;
            const std::string pageName = pages.size() == 1 ? name : name + "-" + std::to_string(number);
            if (page.is_object() && page.contains("result"))
                addResult(pageName, page["result"]);
            else if (page.is_object() && page.contains("error") && page["error"].is_string())
                leaveOut(pageName, "the page was not read: " + page["error"].get<std::string>());
            else
                leaveOut(pageName, "the page has no 'result'");
        }
    }

    void addJson(const fs::path& file, const std::string& text)
    {
        const std::string name = file.stem().string();
        const Result<Json> json = parseJson(text, file.string(), ErrorCode::BadInput);
        if (!json.ok())
            return leaveOut(name, json.error().message);
        const Json& root = json.value();
        if (std::optional<SampleSet> pictures = sceneTextOf(root)) {
            add(std::move(*pictures));
        } else if (root.is_object() && root.contains("documents") && root["documents"].is_array()) {
            for (const Json& document : root["documents"]) {
                if (document.is_object() && document.contains("pages"))
                    addDocument(name, document);
                else
                    leaveOut(name, "a document in " + file.string() + " has no 'pages'");
            }
        } else if (root.is_object() && root.contains("pages")) {
            addDocument(name, root);
        } else if (root.is_object() && root.contains("content")) {
            addResult(name, root);
        } else if (root.is_object() && root.contains("in") && root.contains("pending")) {
            passOver(file); // what a batch says of its pages
        } else {
            leaveOut(name, file.string() + " is no result that docs/result-json.md describes");
        }
    }

    SampleSet m_set;
};

} // namespace

Result<SampleSet> readSamples(const fs::path& path)
{
    Reader reader;
    std::error_code problem;
    if (!fs::exists(path, problem))
        return Error{ ErrorCode::FileAccess, "there is no file or folder '" + path.string() + "'" };
    if (!fs::is_directory(path, problem)) {
        const FileKind kind = kindOf(path);
        reader.addFile(path, kind == FileKind::Other ? FileKind::Text : kind);
        return reader.finish();
    }
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(path, problem), end; entry != end && !problem; entry.increment(problem))
        files.push_back(entry->path());
    if (problem)
        return Error{ ErrorCode::FileAccess, "folder '" + path.string() + "' cannot be read: " + problem.message() };
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
        const FileKind kind = fs::is_regular_file(file, problem) ? kindOf(file) : FileKind::Other;
        if (kind == FileKind::Other)
            reader.passOver(file);
        else
            reader.addFile(file, kind);
    }
    return reader.finish();
}

} // namespace palimpsest
