#include "engine/io/huggingface_cache.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>
#include <set>
#include <system_error>

#include "engine/io/checkpoint_files.h"
#include "engine/io/json_text.h"
#include "engine/io/safetensors_reader.h"
#include "engine/io/user_folders.h"
#include "engine/model/model_config.h"

namespace palimpsest {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRepositoryPrefix = "models--";
constexpr std::size_t kMaxConfigBytes = std::size_t{ 4 } << 20;
constexpr std::size_t kMaxRefBytes = 256;
constexpr std::size_t kShownCommit = 8;
constexpr int kDeepestRef = 4; // refs/pr/1

bool isFolder(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

bool isFile(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

// Sorted by name; empty for what cannot be listed.
std::vector<fs::path> entriesOf(const fs::path& folder)
{
    std::vector<fs::path> entries;
    std::error_code problem;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem))
        entries.push_back(entry->path());
    std::ranges::sort(entries);
    return entries;
}

bool soundsLikePaliGemma(std::string_view name)
{
    std::string lower(name);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower.find("paligemma") != std::string::npos;
}

bool isPaliGemma(const fs::path& folder, std::string_view name)
{
    const auto config = readJsonFile(folder / "config.json", kMaxConfigBytes);
    if (!config.ok())
        return soundsLikePaliGemma(name);
    return config.value().is_object() && config.value().value("model_type", nlohmann::json()) == "paligemma";
}

std::string problemOf(const fs::path& folder)
{
    const auto files = findCheckpointFiles(folder);
    if (!files.ok())
        return files.error().message;
    if (const auto config = readModelConfig(folder / "config.json"); !config.ok())
        return config.error().message;
    for (const fs::path& path : files.value().files)
        if (const auto file = SafetensorsFile::open(path); !file.ok())
            return file.error().message;
    if (!isFile(folder / "tokenizer.model") && !isFile(folder / "tokenizer.json"))
        return "'" + folder.string()
            + "' lacks the tokenizer: neither tokenizer.model nor tokenizer.json is there; fetch"
              " the whole model";
    return {};
}

// "google/paligemma2-3b-mix-448" for models--google--paligemma2-3b-mix-448.
std::string repositoryName(const fs::path& repository)
{
    std::string name = repository.filename().string().substr(kRepositoryPrefix.size());
    if (const std::size_t at = name.find("--"); at != std::string::npos)
        name.replace(at, 2, "/");
    return name;
}

// Commit -> name of the branch; "main" wins over others at the same commit.
void readRefs(const fs::path& folder, const std::string& prefix, int depth, std::map<std::string, std::string>& refs)
{
    for (const fs::path& entry : entriesOf(folder)) {
        const std::string name = prefix + entry.filename().string();
        if (isFolder(entry) && depth < kDeepestRef) {
            readRefs(entry, name + "/", depth + 1, refs);
            continue;
        }
        const auto text = readTextFile(entry, kMaxRefBytes);
        if (!text.ok())
            continue;
        const std::string commit = text.value().substr(0, text.value().find_first_of("\r\n \t"));
        if (name == "main")
            refs[commit] = name;
        else
            refs.emplace(commit, name);
    }
}

std::size_t unfinishedDownloads(const fs::path& repository)
{
    const std::vector<fs::path> blobs = entriesOf(repository / "blobs");
    return static_cast<std::size_t>(
        std::ranges::count_if(blobs, [](const fs::path& blob) { return blob.extension() == ".incomplete"; }));
}

void appendCheckpoint(const fs::path& folder, std::string name, std::vector<FoundCheckpoint>& found)
{
    if (isPaliGemma(folder, name))
        found.push_back({ .name = std::move(name), .folder = folder, .problem = problemOf(folder) });
}

void appendRepository(const fs::path& repository, std::vector<FoundCheckpoint>& found)
{
    const std::string name = repositoryName(repository);
    std::map<std::string, std::string> refs;
    readRefs(repository / "refs", "", 0, refs);
    const std::size_t first = found.size();
    for (const fs::path& snapshot : entriesOf(repository / "snapshots")) {
        const std::string commit = snapshot.filename().string();
        const auto ref = refs.find(commit);
        const std::string revision = ref != refs.end() ? ref->second : commit.substr(0, kShownCommit);
        if (isFolder(snapshot))
            appendCheckpoint(snapshot, revision == "main" ? name : name + "@" + revision, found);
    }
    const std::size_t unfinished = unfinishedDownloads(repository);
    for (std::size_t i = first; i < found.size(); ++i)
        if (!found[i].complete() && unfinished > 0)
            found[i].problem += " (" + std::to_string(unfinished) + " unfinished downloads lie in "
                + (repository / "blobs").string() + ")";
    std::stable_sort(found.begin() + static_cast<std::ptrdiff_t>(first), found.end(),
        [](const FoundCheckpoint& a, const FoundCheckpoint& b) { return a.name < b.name; });
}

// Whether `folder` is one of the two things that are not merely a folder of others.
bool appendIfCheckpoint(const fs::path& folder, std::vector<FoundCheckpoint>& found)
{
    const std::string name = folder.filename().string();
    if (name.starts_with(kRepositoryPrefix) && isFolder(folder / "snapshots")) {
        appendRepository(folder, found);
        return true;
    }
    const bool isOtherRepository = name.starts_with("datasets--") || name.starts_with("spaces--");
    if (isOtherRepository || (!isFile(folder / "config.json") && !soundsLikePaliGemma(name)))
        return false;
    appendCheckpoint(folder, name, found);
    return true;
}

// "~/x" as the shell and the Hugging Face libraries read it; empty for what is not absolute then.
fs::path folderFrom(const char* variable)
{
    const char* const value = std::getenv(variable);
    const std::string text = value == nullptr ? "" : value;
    const char* const home = std::getenv("HOME");
    const fs::path path = text.starts_with("~/") && home != nullptr ? fs::path(home) / text.substr(2) : fs::path(text);
    return path.is_absolute() ? path : fs::path();
}

} // namespace

std::vector<fs::path> checkpointPlaces()
{
    std::vector<fs::path> places;
    const auto add = [&places](const fs::path& base, const char* below) {
        if (!base.empty())
            places.push_back(base / below);
    };
    add(userDataFolder(), "models");
    add(folderFrom("HF_HUB_CACHE"), "");
    add(folderFrom("HUGGINGFACE_HUB_CACHE"), "");
    add(folderFrom("HF_HOME"), "hub");
    const fs::path cache = folderFrom("XDG_CACHE_HOME");
    add(cache.empty() ? folderFrom("HOME") : cache, cache.empty() ? ".cache/huggingface/hub" : "huggingface/hub");
    return places;
}

std::vector<FoundCheckpoint> findCheckpoints(std::span<const fs::path> places)
{
    std::vector<FoundCheckpoint> found;
    for (const fs::path& place : places) {
        const fs::path folder = place.filename().empty() ? place.parent_path() : place; // "models/" is "models"
        const bool isPlaceItself = isFile(folder / "config.json") || isFolder(folder / "snapshots");
        if (isPlaceItself && appendIfCheckpoint(folder, found))
            continue;
        for (const fs::path& entry : entriesOf(folder))
            if (isFolder(entry))
                appendIfCheckpoint(entry, found);
    }
    std::set<fs::path> seen;
    std::erase_if(found, [&seen](const FoundCheckpoint& checkpoint) {
        std::error_code ignored;
        const fs::path real = fs::weakly_canonical(checkpoint.folder, ignored);
        return !seen.insert(real.empty() ? checkpoint.folder : real).second;
    });
    return found;
}

Result<fs::path> checkpointNamed(std::string_view name, std::span<const fs::path> places)
{
    const std::string ending = "/" + std::string(name);
    const FoundCheckpoint* broken = nullptr;
    std::string names;
    const std::vector<FoundCheckpoint> found = findCheckpoints(places);
    for (const FoundCheckpoint& checkpoint : found) {
        names += (names.empty() ? "" : ", ") + checkpoint.name;
        if (checkpoint.name != name && !checkpoint.name.ends_with(ending))
            continue;
        if (checkpoint.complete())
            return checkpoint.folder;
        broken = broken == nullptr ? &checkpoint : broken;
    }
    if (broken != nullptr)
        return Error{ ErrorCode::InvalidModel, broken->problem };
    return Error{ ErrorCode::InvalidModel,
        "there is no checkpoint '" + std::string(name) + "'; "
            + (names.empty() ? "none was found on this machine" : "found are " + names) };
}

} // namespace palimpsest
