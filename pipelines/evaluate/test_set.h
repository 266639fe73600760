#pragma once
// A folder of pictures and documents with the truth beside them: what a model is to read, and what it should find.

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "pipelines/evaluate/sample_reader.h"

namespace palimpsest {

struct TestItem {
    std::string name; // of its sample; of a document, whose pages have "-1", "-2"... behind where they are several
    std::filesystem::path file;
    std::string question; // empty: the truth does not say what to ask
};

struct TestSet {
    std::vector<TestItem> items;    // by name
    SampleSet truth;                // of these items
    std::vector<Unscored> unpaired; // pictures without a truth, truth without a picture
};

// The truth in files of the kinds that readSamples knows; it belongs to the picture of its name, or to the one that it
// names itself. `limit`: so many items at most. FileAccess when there is no such folder, BadInput when nothing in it is
// both.
Result<TestSet> readTestSet(const std::filesystem::path& folder, std::size_t limit);

} // namespace palimpsest
