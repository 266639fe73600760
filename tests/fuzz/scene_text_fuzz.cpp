// Whatever annotations: pictures whose words have outlines, and overlap with themselves without anything breaking.

#include <nlohmann/json.hpp>

#include "engine/io/json_text.h"
#include "pipelines/evaluate/scene_text.h"
#include "tests/fuzz/fuzz_target.h"

using namespace palimpsest;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto json = parseJson(asText(data, size), "fuzz");
    const std::optional<SampleSet> set = json.ok() ? sceneTextOf(json.value()) : std::nullopt;
    if (!set)
        return 0;
    for (const Sample& sample : set->samples) {
        PAL_CHECK(sample.words.has_value() && sample.oneOfMany);
        for (const PageWord& word : *sample.words)
            PAL_CHECK(word.outline.empty() || word.outline.size() >= 3);
        const WordScores scores = scoreWords(*sample.words, *sample.words);
        PAL_CHECK(
            scores.endToEnd.matched <= scores.detection.matched && scores.detection.matched <= scores.detection.truth);
    }
    return 0;
}
