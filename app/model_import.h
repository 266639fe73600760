#pragma once
// A checkpoint's way into the user's own folder, where -m NAME and the window find it: as a link, or as a copy. It is
// listed when it is whole. On the calling thread.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "engine/base/result.h"

namespace palimpsest {

enum class ImportForm {
    Link, // a checkpoint has gigabytes, and its owner may go on using it where it is
    Copy,
};

struct ImportRequest {
    std::filesystem::path folder;
    std::string name; // empty: the folder's own
    ImportForm form = ImportForm::Link;
    std::function<void(std::uint64_t doneBytes, std::uint64_t totalBytes)> progress = {}; // of a copy
    std::stop_token stop = {};
};

// Where it is then. InvalidModel: no whole checkpoint, nothing was made. FileAccess: the name is taken, or the disk is
// full; nothing is left. Cancelled: likewise.
Result<std::filesystem::path> importModel(const ImportRequest& request);

} // namespace palimpsest
