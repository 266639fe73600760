#pragma once
// Which files of a folder hold a checkpoint's tensors, and which file has which tensor. Nothing here looks at weights.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace palimpsest {

// model.safetensors.index.json: tensor name -> file name. InvalidModel for anything else, and for file names that would
// leave the folder. A pure function.
Result<std::map<std::string, std::string>> parseShardIndex(std::string_view json, std::string_view source);

struct CheckpointFiles {
    std::vector<std::filesystem::path> files;      // model.safetensors, or every shard once, in order of their names
    std::map<std::string, std::string> tensorFile; // from the index: tensor name -> file name; empty without an index
};

// InvalidModel, naming what is missing or what the folder holds instead (pickled, GGUF or JAX weights; an unfinished
// download; the folder above the snapshots of the Hugging Face cache), and what to do.
Result<CheckpointFiles> findCheckpointFiles(const std::filesystem::path& folder);

} // namespace palimpsest
