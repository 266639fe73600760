#include "engine/io/checkpoint_files.h"

#include <algorithm>
#include <set>
#include <system_error>

#include "engine/io/json_text.h"

namespace palimpsest {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxIndexBytes = 64U << 20;
constexpr const char* kSingleFile = "model.safetensors";
constexpr const char* kIndexFile = "model.safetensors.index.json";

Error invalidFolder(const fs::path& folder, const std::string& problem)
{
    return { ErrorCode::InvalidModel, "'" + folder.string() + "' " + problem };
}

bool isPlainFileName(const std::string& name)
{
    return !name.empty() && name != "." && name != ".."
        && name.find_first_of(std::string_view("/\\\0", 3)) == std::string::npos;
}

// Links to blobs that were never fetched count as missing.
bool isFile(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

bool isFolder(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

bool hasFileEndingIn(const fs::path& folder, std::string_view ending)
{
    std::error_code problem;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem))
        if (entry->path().filename().string().ends_with(ending))
            return true;
    return false;
}

// What to tell about a folder without safetensors: most often it holds the weights in a form for another program.
Error missingWeights(const fs::path& folder)
{
    const std::string otherwise = "; use the folder of the same model with model.safetensors";
    if (hasFileEndingIn(folder, ".gguf"))
        return invalidFolder(
            folder, "holds a GGUF file, a form for llama.cpp that this program does not read" + otherwise);
    if (hasFileEndingIn(folder, ".npz"))
        return invalidFolder(folder, "holds JAX weights (.npz) that this program does not read" + otherwise);
    if (hasFileEndingIn(folder, ".bin") || hasFileEndingIn(folder, ".pt") || hasFileEndingIn(folder, ".pth"))
        return invalidFolder(
            folder, "holds pickled weights, which can run code when they are read and are refused" + otherwise);
    return invalidFolder(folder,
        std::string("lacks the weights: neither ") + kSingleFile + " nor " + kIndexFile
            + " is there; fetch the whole model (for a gated one, accept its licence first)");
}

std::string joined(const std::vector<std::string>& names)
{
    constexpr std::size_t kShown = 5;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    return names.size() > kShown ? text + " and " + std::to_string(names.size() - kShown) + " more" : text;
}

Result<void> checkFolder(const fs::path& folder)
{
    std::error_code problem;
    const fs::file_status status = fs::status(folder, problem);
    if (!fs::exists(status))
        return Error{ ErrorCode::FileAccess,
            "there is no folder '" + folder.string() + "'; give the folder of a checkpoint" };
    if (!fs::is_directory(status))
        return invalidFolder(folder, "is a file; give the folder that holds config.json");
    if (isFile(folder / "config.json"))
        return {};
    if (isFolder(folder / "snapshots"))
        return invalidFolder(
            folder, "is a repository of the Hugging Face cache; give one of the folders in its snapshots");
    if (hasFileEndingIn(folder, ".gguf") || hasFileEndingIn(folder, ".npz"))
        return missingWeights(folder);
    return invalidFolder(folder, "lacks config.json; give the folder of a whole checkpoint");
}

} // namespace

Result<std::map<std::string, std::string>> parseShardIndex(std::string_view json, std::string_view source)
{
    const auto invalid = [source](const std::string& problem) {
        return Error{ ErrorCode::InvalidModel, "'" + std::string(source) + "' " + problem };
    };
    PAL_TRY_ASSIGN(const nlohmann::json root, parseJson(json, source));
    if (!root.is_object() || !root.contains("weight_map") || !root["weight_map"].is_object())
        return invalid("has no weight_map");
    std::map<std::string, std::string> tensorFile;
    for (const auto& [tensor, file] : root["weight_map"].items()) {
        if (!file.is_string() || !isPlainFileName(file.get_ref<const std::string&>()))
            return invalid("says that '" + tensor + "' is in " + describeJson(file) + ", expected a plain file name");
        tensorFile.emplace(tensor, file.get<std::string>());
    }
    if (tensorFile.empty())
        return invalid("names no tensors");
    return tensorFile;
}

Result<CheckpointFiles> findCheckpointFiles(const fs::path& folder)
{
    PAL_TRY(checkFolder(folder));
    CheckpointFiles found;
    if (isFile(folder / kSingleFile)) {
        found.files.push_back(folder / kSingleFile);
        return found;
    }
    if (!isFile(folder / kIndexFile))
        return missingWeights(folder);
    PAL_TRY_ASSIGN(const std::string text, readTextFile(folder / kIndexFile, kMaxIndexBytes));
    PAL_TRY_ASSIGN(found.tensorFile, parseShardIndex(text, (folder / kIndexFile).string()));
    std::set<std::string> names;
    for (const auto& [tensor, file] : found.tensorFile)
        names.insert(file);
    std::vector<std::string> missing;
    for (const std::string& name : names) {
        found.files.push_back(folder / name);
        if (!isFile(found.files.back()))
            missing.push_back(name);
    }
    if (!missing.empty())
        return invalidFolder(folder,
            "lacks " + std::to_string(missing.size()) + " of " + std::to_string(names.size())
                + " weight files: " + joined(missing) + "; fetch the model again");
    return found;
}

} // namespace palimpsest
