#pragma once
// How far a reading is from the truth, counted in Unicode code points.

#include <cstddef>
#include <string_view>

namespace palimpsest {

// Levenshtein distance: insertions, deletions and substitutions, one each. Bytes that are no UTF-8 count as one each.
[[nodiscard]] std::size_t editDistance(std::string_view found, std::string_view truth);

// Edit distance over the length of the truth; above 1 is possible. An empty truth: 0 when nothing was found, else 1.
[[nodiscard]] double characterErrorRate(std::string_view found, std::string_view truth);

} // namespace palimpsest
