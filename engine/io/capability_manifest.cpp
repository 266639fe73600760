#include "engine/io/capability_manifest.h"

#include <algorithm>
#include <system_error>

#include "engine/base/text.h"
#include "engine/io/json_text.h"
#include "engine/io/published_manifests.h"
#include "engine/io/user_folders.h"

namespace palimpsest {
namespace {

constexpr std::string_view kArgument = "{argument}";
constexpr std::string_view kBox = "{box}";
constexpr std::string_view kLanguage = "{language}";
constexpr std::size_t kLargestFileBytes = std::size_t(1) << 20;

Result<CapabilityManifest> readManifestFile(const std::filesystem::path& file)
{
    PAL_TRY_ASSIGN(const std::string text, readTextFile(file, kLargestFileBytes, ErrorCode::InvalidModel));
    return parseManifest(text, file.string());
}

// What the companions do and the checkpoint itself does not, or does with other words.
Result<CapabilityManifest> withCompanions(CapabilityManifest manifest, const std::filesystem::path& checkpointFolder)
{
    for (const std::string& companion : manifest.companions) {
        const std::filesystem::path file = checkpointFolder / companion / "palimpsest.json";
        if (std::error_code problem; !std::filesystem::exists(file, problem))
            return Error{ ErrorCode::InvalidModel,
                "'" + manifest.name + "' names the companion '" + companion + "', and '" + file.string()
                    + "' is not there; fetch the checkpoint with all its folders" };
        PAL_TRY_ASSIGN(const CapabilityManifest theirs, readManifestFile(file));
        if (!theirs.companions.empty())
            return Error{ ErrorCode::InvalidModel,
                file.string() + ": 'companions' are named, but this is one itself, of '" + manifest.name + "'" };
        for (const TaskCapability& task : theirs.tasks) {
            std::vector<TaskCapability>& list
                = manifest.find(task.id) != nullptr ? manifest.alternatives : manifest.tasks;
            list.push_back(task);
            list.back().companion = companion;
            manifest.reasons.erase(task.id);
        }
    }
    return manifest;
}

Result<CapabilityManifest> readOwnManifest(const std::filesystem::path& checkpointFolder);

// The name that the folder's config.json remembers, without its owner ("google/paligemma2-3b-mix-448"); empty for none.
std::string nameInConfig(const std::filesystem::path& checkpointFolder)
{
    const auto text = readTextFile(checkpointFolder / "config.json", kLargestFileBytes, ErrorCode::InvalidModel);
    if (!text.ok())
        return {};
    const auto config = parseJson(text.value(), "config.json", ErrorCode::InvalidModel);
    if (!config.ok() || !config.value().is_object())
        return {};
    const auto name = config.value().find("_name_or_path");
    if (name == config.value().end() || !name->is_string())
        return {};
    return std::filesystem::path(name->get<std::string>()).filename().string();
}

char smallLetter(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

} // namespace

bool TaskCapability::takesArgument() const
{
    return grammar == AnswerGrammar::AnswerCells || prompt.find(kArgument) != std::string::npos
        || forcedStart.find(kArgument) != std::string::npos;
}

bool TaskCapability::knowsWordsOf(std::string_view argument) const
{
    if (argumentWords.empty())
        return true;
    std::string word;
    const auto isKnown = [&] { return word.empty() || std::ranges::find(argumentWords, word) != argumentWords.end(); };
    for (const char letter : argument) {
        const char small = smallLetter(letter);
        if ((small >= 'a' && small <= 'z') || static_cast<unsigned char>(small) >= 0x80U) { // a letter of its own kind
            word += small;
            continue;
        }
        if (!isKnown())
            return false;
        word.clear();
    }
    return isKnown();
}

bool TaskCapability::suitsBetter(const TaskCapability& other, std::string_view argument) const
{
    const auto fit = [argument](const TaskCapability& task) {
        return !task.knowsWordsOf(argument) ? 0 : task.argumentWords.empty() ? 1 : 2;
    };
    return fit(*this) > fit(other);
}

bool TaskCapability::takesBox() const
{
    return prompt.find(kBox) != std::string::npos;
}

bool TaskCapability::takesLanguage() const
{
    return prompt.find(kLanguage) != std::string::npos;
}

TaskCapability TaskCapability::inLanguage(std::string_view language) const
{
    TaskCapability spoken = *this;
    spoken.prompt = withReplaced(prompt, kLanguage, language);
    return spoken;
}

std::string TaskCapability::forcedStartFor(std::string_view argument) const
{
    return withReplaced(forcedStart, kArgument, argument);
}

Result<std::string> TaskCapability::promptFor(std::string_view argument) const
{
    if (takesArgument() && argument.empty())
        return Error{ ErrorCode::BadArguments,
            "the task '" + id + "' needs an argument: its prompt is '" + prompt + "'" };
    if (!takesArgument() && !argument.empty())
        return Error{ ErrorCode::BadArguments,
            "the task '" + id + "' takes no argument: its prompt is '" + prompt + "'" };
    std::string told(argument);
    if (!argumentWords.empty()) // in small letters
        std::ranges::transform(told, told.begin(), smallLetter);
    return withReplaced(withReplaced(prompt, kLanguage, kUsualLanguage), kArgument, told);
}

const TaskCapability* CapabilityManifest::find(std::string_view taskId) const
{
    const auto at = std::ranges::find(tasks, taskId, &TaskCapability::id);
    return at == tasks.end() ? nullptr : &*at;
}

std::string CapabilityManifest::whyNot(std::string_view taskId) const
{
    if (find(taskId) != nullptr)
        return {};
    const auto reason = reasons.find(taskId);
    if (reason != reasons.end())
        return reason->second;
    if (tasks.empty())
        return "nothing says what this checkpoint can do; put a palimpsest.json beside it (docs/manifest.md)";
    return "its manifest (" + origin + ") does not declare it";
}

Result<TaskCapability> CapabilityManifest::require(std::string_view taskId, std::string_view argument) const
{
    if (const TaskCapability* task = find(taskId)) {
        for (const TaskCapability& other : alternatives)
            if (other.id == taskId && other.suitsBetter(*task, argument))
                task = &other;
        return *task;
    }
    std::string offered;
    for (const TaskCapability& task : tasks)
        offered += (offered.empty() ? "" : ", ") + task.id;
    return Error{ ErrorCode::TaskUnsupported,
        "'" + name + "' does not do the task '" + std::string(taskId) + "': " + whyNot(taskId)
            + (offered.empty() ? "" : "; it does: " + offered) };
}

std::string checkpointName(const std::filesystem::path& checkpointFolder)
{
    std::error_code problem;
    std::filesystem::path folder = std::filesystem::weakly_canonical(checkpointFolder, problem);
    if (problem)
        folder = checkpointFolder.lexically_normal();
    if (folder.filename().empty())
        folder = folder.parent_path();
    if (folder.parent_path().filename() == "snapshots") {
        const std::string repository = folder.parent_path().parent_path().filename().string(); // models--owner--name
        const std::size_t separator = repository.rfind("--");
        if (repository.starts_with("models--") && separator != std::string::npos)
            return repository.substr(separator + 2);
    }
    return folder.filename().string();
}

Result<CapabilityManifest> readManifest(const std::filesystem::path& checkpointFolder)
{
    PAL_TRY_ASSIGN(CapabilityManifest manifest, readOwnManifest(checkpointFolder));
    return withCompanions(std::move(manifest), checkpointFolder);
}

namespace {

Result<CapabilityManifest> readOwnManifest(const std::filesystem::path& checkpointFolder)
{
    std::error_code problem;
    const std::string name = checkpointName(checkpointFolder);
    const std::filesystem::path beside = checkpointFolder / "palimpsest.json";
    if (std::filesystem::exists(beside, problem))
        return readManifestFile(beside);
    if (const auto own = userDataFolder(); !own.empty()) {
        const std::filesystem::path file = own / "manifests" / (name + ".json");
        if (std::filesystem::exists(file, problem))
            return readManifestFile(file);
    }
    for (const std::string& candidate : { name, nameInConfig(checkpointFolder) }) {
        if (auto manifest = publishedManifest(candidate))
            return std::move(*manifest);
    }
    return CapabilityManifest{ .name = name, .origin = "no manifest" };
}

} // namespace

} // namespace palimpsest
