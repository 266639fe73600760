#pragma once
// A result as plain text, the way a person would copy it.

#include <filesystem>
#include <span>
#include <string>

#include "engine/base/result.h"
#include "pipelines/page_result.h"

namespace palimpsest {

// OCR: line by line. Objects: "label left top right bottom" in whole pixels, one a line. Captions and answers: as they
// are. Ends with a newline unless it is empty.
std::string plainTextOf(const PageResult& result);

// Pages parted by form feeds. The file appears whole or not at all.
Result<void> writeText(const std::filesystem::path& file, std::span<const PageResult> pages);

} // namespace palimpsest
