#pragma once
// How many symbols of a sequence have to be changed to make it another. Pure; any thread.

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace palimpsest {

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

} // namespace palimpsest
