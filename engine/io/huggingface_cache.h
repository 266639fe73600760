#pragma once
// Finds checkpoints on this machine: in the Hugging Face hub caches, in the user's own folder and in folders somebody
// names. Reads small files and the headers of weight files, never writes, never asks the network. Any thread.
//
//   models--google--paligemma2-3b-mix-448/
//     refs/main               text: the commit that the branch stands at
//     snapshots/<commit>/     config.json, *.safetensors ...: links into blobs/
//     blobs/<name>.incomplete an unfinished download

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace palimpsest {

struct FoundCheckpoint {
    // "google/paligemma2-3b-mix-448" in a hub cache (with "@branch" or "@commit" where that is not main), else the name
    // of the folder.
    std::string name;
    std::filesystem::path folder; // what Checkpoint::open() takes
    std::string problem;          // one sentence on what is missing or broken; empty: complete

    [[nodiscard]] bool complete() const { return problem.empty(); }
};

// In this order, those that are set: the user's own (models/ in userDataFolder()), $HF_HUB_CACHE,
// $HUGGINGFACE_HUB_CACHE, $HF_HOME/hub, $XDG_CACHE_HOME/huggingface/hub or ~/.cache/huggingface/hub. They need not
// exist.
std::vector<std::filesystem::path> checkpointPlaces();

// A place is a checkpoint, a repository of a hub cache, or a folder of such. What is no PaliGemma is left out; one
// whose config.json is missing or unreadable is recognised by its name. In the order of the places, then of the names;
// the same folder once.
std::vector<FoundCheckpoint> findCheckpoints(std::span<const std::filesystem::path> places);

// The folder of the first checkpoint with that name, or whose name ends in "/" and that name. InvalidModel with the
// names there are when none has it, or with the problem when it is not complete.
Result<std::filesystem::path> checkpointNamed(std::string_view name, std::span<const std::filesystem::path> places);

} // namespace palimpsest
