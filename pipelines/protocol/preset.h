#pragma once
// A choice of what to read and how to write it, kept as a file to be used again and given to others: the keys that a
// line of a batch's manifest has for a reading, formats, and a pattern for the names of files. It is called what its
// file is called. Plain values; any thread.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "pipelines/runner/task_request.h"

namespace palimpsest {

inline constexpr int kPresetVersion = 1;

struct Preset {
    TaskRequest request;
    std::vector<std::string> formats = {}; // endings of files, as the table of formats has them: ".csv"
    std::string fileName = {};             // with {name} and {page}; empty: nobody said

    friend bool operator==(const Preset&, const Preset&) = default;
};

// BadInput names `source` and what is wrong with it: no preset, one of a later version, a key or a value that none has.
Result<Preset> parsePreset(std::string_view json, const std::string& source);
// Only what differs from the usual.
std::string presetJson(const Preset& preset);

// The user's own, by name: `folder`/NAME.json. Otherwise a file, where one is there. BadInput also where neither is.
Result<Preset> presetFrom(const std::string& nameOrFile, const std::filesystem::path& folder);
// In the order of their names; a folder that is not there has none.
std::vector<std::string> presetNames(const std::filesystem::path& folder);

} // namespace palimpsest
