#pragma once
// How far a reading is from the truth, counted in Unicode code points, words or any other symbols. Pure functions; what
// is to be made alike first (normalised_text) is made alike by the caller.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pipelines/decode/normalised_text.h"
#include "pipelines/sequence_distance.h"

namespace palimpsest {

// Levenshtein distance of two texts.
[[nodiscard]] std::size_t editDistance(std::string_view found, std::string_view truth);

// Edits against the length of the truth, so that several can be summed before they are divided.
struct ErrorCount {
    std::size_t edits = 0;
    std::size_t length = 0;

    // Above 1 is possible. An empty truth: 0 when nothing was found, else 1.
    [[nodiscard]] double rate() const;
    ErrorCount& operator+=(const ErrorCount& other);
};

template <typename Sequence> [[nodiscard]] ErrorCount errorsIn(const Sequence& found, const Sequence& truth)
{
    return { sequenceDistance(found, truth), truth.size() };
}

[[nodiscard]] ErrorCount characterErrors(std::string_view found, std::string_view truth);
[[nodiscard]] ErrorCount wordErrors(std::string_view found, std::string_view truth);
[[nodiscard]] double characterErrorRate(std::string_view found, std::string_view truth);

// Words in common, whatever their order.
struct CommonWords {
    std::size_t common = 0;
    std::size_t total = 0; // of both texts

    // 2 * common / total; 1 for two texts without words.
    [[nodiscard]] double f1() const;
};

[[nodiscard]] CommonWords commonWords(std::string_view found, std::string_view truth);

} // namespace palimpsest
