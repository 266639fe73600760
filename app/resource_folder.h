#pragma once
// Where the files that come with the program are, in the build tree as after installation. Any thread.

#include <filesystem>

#include "engine/base/result.h"

namespace palimpsest {

// $PALIMPSEST_DATA when it is set; else share/palimpsest as it lies to the program's own folder.
Result<std::filesystem::path> resourceFolder();

// The checkpoint that comes with the program. InvalidModel when it is not there, with what to do.
Result<std::filesystem::path> starterCheckpoint();

} // namespace palimpsest
