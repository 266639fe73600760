#pragma once
// Runs of n words, counted.

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "pipelines/evaluate/caption_tokens.h"

namespace palimpsest {

inline constexpr std::size_t kLongestNgram = 4;

using Ngram = std::vector<std::string>;
using NgramCounts = std::map<Ngram, std::size_t>;

[[nodiscard]] inline NgramCounts ngramsOf(const CaptionTokens& tokens, std::size_t words)
{
    NgramCounts counts;
    for (std::size_t i = 0; i + words <= tokens.size(); ++i)
        ++counts[Ngram(
            tokens.begin() + static_cast<std::ptrdiff_t>(i), tokens.begin() + static_cast<std::ptrdiff_t>(i + words))];
    return counts;
}

// A caption and what people wrote.
struct CaptionPair {
    CaptionTokens found;
    std::vector<CaptionTokens> references;
};

} // namespace palimpsest
