#include "pipelines/evaluate/cider.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace palimpsest {
namespace {

struct Weighted {
    std::map<Ngram, double> weights;
    double norm = 0;
};

struct CaptionVector {
    std::array<Weighted, kLongestNgram> byLength;
    double length = 0; // in pairs of words
};

// In how many captions' references a run of words stands.
using Spread = std::map<Ngram, std::size_t>;

Spread spreadOf(std::span<const CaptionPair> captions)
{
    Spread spread;
    for (const CaptionPair& caption : captions) {
        std::set<Ngram> seen;
        for (const CaptionTokens& reference : caption.references)
            for (std::size_t n = 1; n <= kLongestNgram; ++n)
                for (const auto& entry : ngramsOf(reference, n))
                    seen.insert(entry.first);
        for (const Ngram& ngram : seen)
            ++spread[ngram];
    }
    return spread;
}

CaptionVector vectorOf(const CaptionTokens& tokens, const Spread& spread, double logCaptions)
{
    CaptionVector vector;
    vector.length = tokens.size() > 1 ? static_cast<double>(tokens.size() - 1) : 0;
    for (std::size_t n = 0; n < kLongestNgram; ++n) {
        Weighted& part = vector.byLength[n];
        for (const auto& [ngram, count] : ngramsOf(tokens, n + 1)) {
            const auto entry = spread.find(ngram);
            const double holders = entry == spread.end() ? 1.0 : static_cast<double>(entry->second);
            const double weight = static_cast<double>(count) * (logCaptions - std::log(holders));
            part.weights[ngram] = weight;
            part.norm += weight * weight;
        }
        part.norm = std::sqrt(part.norm);
    }
    return vector;
}

double similarity(const CaptionVector& found, const CaptionVector& reference)
{
    constexpr double kSigma = 6.0;
    const double difference = found.length - reference.length;
    const double closeness = std::exp(-difference * difference / (2 * kSigma * kSigma));
    double sum = 0;
    for (std::size_t n = 0; n < kLongestNgram; ++n) {
        const Weighted& a = found.byLength[n];
        const Weighted& b = reference.byLength[n];
        double product = 0;
        for (const auto& [ngram, weight] : a.weights)
            if (const auto entry = b.weights.find(ngram); entry != b.weights.end())
                product += std::min(weight, entry->second) * entry->second;
        if (a.norm > 0 && b.norm > 0)
            sum += product / (a.norm * b.norm) * closeness;
    }
    return sum / static_cast<double>(kLongestNgram);
}

} // namespace

std::vector<double> ciderD(std::span<const CaptionPair> captions)
{
    const Spread spread = spreadOf(captions);
    const double logCaptions = std::log(static_cast<double>(std::max<std::size_t>(captions.size(), 1)));
    std::vector<double> scores;
    for (const CaptionPair& caption : captions) {
        const CaptionVector found = vectorOf(caption.found, spread, logCaptions);
        double sum = 0;
        for (const CaptionTokens& reference : caption.references)
            sum += similarity(found, vectorOf(reference, spread, logCaptions));
        const auto references = static_cast<double>(std::max<std::size_t>(caption.references.size(), 1));
        scores.push_back(10 * sum / references);
    }
    return scores;
}

} // namespace palimpsest
