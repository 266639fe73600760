#include "pipelines/evaluate/rouge.h"

#include <algorithm>

namespace palimpsest {
namespace {

std::size_t longestCommonSubsequence(const CaptionTokens& a, const CaptionTokens& b)
{
    std::vector<std::size_t> row(b.size() + 1, 0);
    for (const std::string& word : a) {
        std::size_t diagonal = 0;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t extended = diagonal + 1;
            diagonal = row[j + 1];
            row[j + 1] = word == b[j] ? extended : std::max(row[j + 1], row[j]);
        }
    }
    return row.back();
}

} // namespace

double rougeL(const CaptionPair& caption)
{
    constexpr double kBetaSquared = 1.2 * 1.2;
    double precision = 0;
    double recall = 0;
    for (const CaptionTokens& reference : caption.references) {
        if (reference.empty() || caption.found.empty())
            continue;
        const auto common = static_cast<double>(longestCommonSubsequence(caption.found, reference));
        precision = std::max(precision, common / static_cast<double>(caption.found.size()));
        recall = std::max(recall, common / static_cast<double>(reference.size()));
    }
    if (precision == 0 || recall == 0)
        return 0;
    return (1 + kBetaSquared) * precision * recall / (recall + kBetaSquared * precision);
}

} // namespace palimpsest
