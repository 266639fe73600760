#pragma once
// The checkpoints there are, as `models list` prints them and the worker tells them. Reads small files only.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/json_output.h"

namespace palimpsest {

struct ListedModel {
    std::string name;
    std::filesystem::path folder;
    std::string problem; // empty: complete
    std::vector<std::string> tasks;
    std::vector<std::string> prompted; // those of them that want a prompt: labels, a question
    std::vector<std::string> regional; // those that want a region to be asked about
    std::vector<std::string> spoken;   // those whose answer may be wanted in a language
    std::map<std::string, std::string, std::less<>> reasons = {}; // task -> why it is not offered
    std::uint64_t weightBytes = 0;                                // of the files that hold the weights; 0: not known
    std::string licence = {};                                     // as its manifest says; empty: it does not
    std::map<std::string, std::vector<std::string>, std::less<>> words = {}; // task -> all that it was told in training
    double smallestPrint = 0; // pixels of the model's picture that a line of print needs at least
};

// The starter first, then what is found in the folders given, in the caches and in the user's own folder.
std::vector<ListedModel> findModels(std::vector<std::filesystem::path> folders);

JsonValue jsonOf(const std::vector<ListedModel>& models);

} // namespace palimpsest
