#pragma once
// Average normalised Levenshtein similarity: A. Biten et al., "Scene text visual question answering", ICCV 2019.

#include <span>
#include <string>
#include <string_view>

namespace palimpsest {

// Of one answer: that to the nearest truth, 0 when half of it or more is wrong. The mean over questions is the figure
// of a set. Case and outer white space are the caller's business.
[[nodiscard]] double anls(std::string_view found, std::span<const std::string> truths);

} // namespace palimpsest
