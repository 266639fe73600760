#pragma once
// Which answer belongs to which truth.

#include <vector>

#include "pipelines/evaluate/sample_reader.h"

namespace palimpsest {

struct Pairing {
    std::vector<SamplePair> pairs;       // by name
    std::vector<Unscored> unscored;      // of both sides, and what has no partner
    std::vector<std::string> passedOver; // of both sides
};

// By name; a single sample on each side belongs together whatever the names. Form feeds in a text part it where the
// other side has its pages one by one.
[[nodiscard]] Pairing pairSamples(SampleSet found, SampleSet truth);

} // namespace palimpsest
