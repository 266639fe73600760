#pragma once
// Samples out of a file or a folder, as docs/command-line.md describes them under "eval".

#include <filesystem>
#include <vector>

#include "engine/base/result.h"
#include "pipelines/evaluate/sample.h"

namespace palimpsest {

struct SampleSet {
    std::vector<Sample> samples;         // by name
    std::vector<Unscored> unscored;      // what should have been a sample
    std::vector<std::string> passedOver; // files of other kinds in the folder
};

// FileAccess when there is no such file or folder. A file of several that cannot be read is `unscored`, and so are all
// samples of one name.
Result<SampleSet> readSamples(const std::filesystem::path& path);

} // namespace palimpsest
