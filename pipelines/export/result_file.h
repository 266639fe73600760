#pragma once
// Results as JSON back from a file, to be written in another format without the model. The file may have been edited by
// hand or by another program: whatever is wrong with it becomes one sentence.

#include <filesystem>
#include <vector>

#include "engine/base/result.h"
#include "pipelines/export/export_input.h"

namespace palimpsest {

// What `read` writes, one document of it, or one result alone. BadInput names the page, the key, what is expected there
// and what was found.
Result<std::vector<ExportPage>> readResultFile(const std::filesystem::path& file);

} // namespace palimpsest
