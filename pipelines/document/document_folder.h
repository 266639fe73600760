#pragma once
// Which files of a folder may be documents. Pure but for walking through folders; any thread.

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace palimpsest {

// "pdf", "png", ...: in small letters, without a dot.
std::span<const std::string_view> documentEndings();

// Only which files are tried: what they are, their content decides.
[[nodiscard]] bool hasDocumentEnding(const std::filesystem::path& file);

// Everything with such an ending in the folder and those below it, by path; hidden files and folders are left out, and
// links to folders are not followed. BadInput: there is none, or the folder cannot be read.
Result<std::vector<std::filesystem::path>> documentsIn(const std::filesystem::path& folder);

} // namespace palimpsest
