#pragma once
// How far a reading is from the truth, counted in Unicode code points, words or any other symbols. Pure functions; what
// is to be made alike first (normalised_text) is made alike by the caller.

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

namespace palimpsest {

// Bytes that are no UTF-8 become U+FFFD, one each.
[[nodiscard]] std::u32string codePoints(std::string_view bytes);

// Split at white space; no empty words.
[[nodiscard]] std::vector<std::string> wordsOf(std::string_view text);

// Levenshtein distance of two sequences: insertions, deletions and substitutions, one each.
template <typename Sequence> [[nodiscard]] std::size_t sequenceDistance(const Sequence& found, const Sequence& truth)
{
    std::vector<std::size_t> row(truth.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{ 0 });
    for (std::size_t i = 0; i < found.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < truth.size(); ++j) {
            const std::size_t substituted = diagonal + (found[i] == truth[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({ row[j + 1] + 1, row[j] + 1, substituted });
        }
    }
    return row.back();
}

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
