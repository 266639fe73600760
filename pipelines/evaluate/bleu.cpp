#include "pipelines/evaluate/bleu.h"

#include <algorithm>
#include <cmath>

namespace palimpsest {
namespace {

std::size_t closestLength(const CaptionPair& caption)
{
    const std::size_t length = caption.found.size();
    const auto distance = [&](std::size_t other) { return other > length ? other - length : length - other; };
    std::size_t closest = 0;
    bool first = true;
    for (const CaptionTokens& reference : caption.references) {
        const std::size_t other = reference.size();
        if (first || distance(other) < distance(closest) || (distance(other) == distance(closest) && other < closest))
            closest = other;
        first = false;
    }
    return closest;
}

// A run of words counts as often as the reference with most of it has it.
std::size_t clippedMatches(const CaptionPair& caption, std::size_t words)
{
    NgramCounts allowed;
    for (const CaptionTokens& reference : caption.references)
        for (const auto& [ngram, count] : ngramsOf(reference, words))
            allowed[ngram] = std::max(allowed[ngram], count);
    std::size_t matches = 0;
    for (const auto& [ngram, count] : ngramsOf(caption.found, words))
        if (const auto entry = allowed.find(ngram); entry != allowed.end())
            matches += std::min(count, entry->second);
    return matches;
}

} // namespace

std::array<double, kLongestNgram> bleu(std::span<const CaptionPair> captions)
{
    constexpr double kTiny = 1e-15; // keeps the logarithm of no match finite
    constexpr double kSmall = 1e-9;
    std::array<double, kLongestNgram> matches{};
    std::array<double, kLongestNgram> totals{};
    double foundLength = 0;
    double referenceLength = 0;
    for (const CaptionPair& caption : captions) {
        foundLength += static_cast<double>(caption.found.size());
        referenceLength += static_cast<double>(closestLength(caption));
        for (std::size_t n = 0; n < kLongestNgram; ++n) {
            matches[n] += static_cast<double>(clippedMatches(caption, n + 1));
            totals[n] += static_cast<double>(caption.found.size() > n ? caption.found.size() - n : 0);
        }
    }
    const double brevity
        = foundLength < referenceLength ? std::exp(1 - (referenceLength + kSmall) / (foundLength + kTiny)) : 1.0;
    std::array<double, kLongestNgram> scores{};
    double product = 1;
    for (std::size_t n = 0; n < kLongestNgram; ++n) {
        product *= (matches[n] + kTiny) / (totals[n] + kSmall);
        scores[n] = std::pow(product, 1.0 / static_cast<double>(n + 1)) * brevity;
    }
    return scores;
}

} // namespace palimpsest
