#pragma once
// Samples that are lines of a file: answers to questions, and pages that `palimpsest batch` read.

#include <filesystem>
#include <string_view>

#include "pipelines/evaluate/sample_reader.h"

namespace palimpsest {

// In the order of the lines; `file` names them in reasons.
[[nodiscard]] SampleSet samplesOfLines(const std::filesystem::path& file, std::string_view text);

} // namespace palimpsest
