#include "pipelines/evaluate/anls.h"

#include <algorithm>

#include "pipelines/evaluate/text_metrics.h"

namespace palimpsest {
namespace {

double similarity(const std::u32string& found, const std::u32string& truth)
{
    if (truth.empty())
        return found.empty() ? 1.0 : 0.0;
    const double distance = static_cast<double>(sequenceDistance(found, truth))
        / static_cast<double>(std::max(found.size(), truth.size()));
    return distance < 0.5 ? 1.0 - distance : 0.0;
}

} // namespace

double anls(std::string_view found, std::span<const std::string> truths)
{
    const std::u32string letters = codePoints(found);
    double best = 0;
    for (const std::string& truth : truths)
        best = std::max(best, similarity(letters, codePoints(truth)));
    return best;
}

} // namespace palimpsest
