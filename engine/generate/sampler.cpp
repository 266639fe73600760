#include "engine/generate/sampler.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace palimpsest {
namespace {

std::vector<std::int32_t> candidates(const LogitsRow& row, const AllowedIds& allowed)
{
    std::vector<std::int32_t> ids;
    if (!allowed) {
        ids.resize(row.values.size());
        std::iota(ids.begin(), ids.end(), 0);
        return ids;
    }
    for (const std::int32_t id : *allowed) {
        if (id >= 0 && static_cast<std::size_t>(id) < row.values.size())
            ids.push_back(id);
    }
    return ids;
}

// Best first; among equals the lower id, so that the same logits always give the same answer.
auto byLogit(const LogitsRow& row)
{
    return [&row](std::int32_t a, std::int32_t b) {
        const float left = row.values[static_cast<std::size_t>(a)];
        const float right = row.values[static_cast<std::size_t>(b)];
        return left > right || (left == right && a < b);
    };
}

} // namespace

std::optional<AnswerToken> drawToken(
    const LogitsRow& row, const AllowedIds& allowed, const SamplingOptions& options, std::mt19937_64& random)
{
    std::vector<std::int32_t> ids = candidates(row, allowed);
    if (ids.empty())
        return std::nullopt;
    std::sort(ids.begin(), ids.end(), byLogit(row));
    const double peak = static_cast<double>(row.values[static_cast<std::size_t>(ids.front())]);
    std::vector<double> weights;
    weights.reserve(ids.size());
    for (const std::int32_t id : ids)
        weights.push_back(std::exp((static_cast<double>(row.values[static_cast<std::size_t>(id)]) - peak)
            / static_cast<double>(options.temperature)));

    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::size_t kept = 0;
    double mass = 0;
    while (kept < weights.size() && (kept == 0 || mass < static_cast<double>(options.topP) * total))
        mass += weights[kept++];

    double point = std::generate_canonical<double, 53>(random) * mass;
    std::size_t chosen = 0;
    while (chosen + 1 < kept && point >= weights[chosen])
        point -= weights[chosen++];
    return row.tokenAt(ids[chosen]);
}

} // namespace palimpsest
