#include "engine/generate/sampler.h"

#include <algorithm>
#include <array>
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

// Of as many candidates as a vector has lanes, or a quarter of a million logits wait for one another.
float largest(const std::vector<float>& values)
{
    constexpr std::size_t kLanes = 16;
    std::array<float, kLanes> best;
    best.fill(values.front());
    std::size_t i = 0;
    for (; i + kLanes <= values.size(); i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            best[lane] = values[i + lane] > best[lane] ? values[i + lane] : best[lane];
    }
    for (; i < values.size(); ++i)
        best[0] = values[i] > best[0] ? values[i] : best[0];
    return *std::max_element(best.begin(), best.end());
}

} // namespace

std::optional<AnswerToken> mostProbable(const LogitsRow& row, const AllowedIds& allowed)
{
    if (!allowed) {
        if (row.values.empty())
            return std::nullopt;
        const auto best = std::find(row.values.begin(), row.values.end(), largest(row.values));
        return row.tokenAt(static_cast<std::int32_t>(best - row.values.begin()));
    }
    const std::vector<std::int32_t> ids = candidates(row, allowed);
    if (ids.empty())
        return std::nullopt;
    return row.tokenAt(*std::min_element(ids.begin(), ids.end(), byLogit(row)));
}

std::vector<AnswerToken> mostProbable(
    const LogitsRow& row, const AllowedIds& allowed, std::size_t count, std::int32_t excluded)
{
    std::vector<std::int32_t> ids = candidates(row, allowed);
    std::erase(ids, excluded);
    const auto end = ids.begin() + static_cast<std::ptrdiff_t>(std::min(count, ids.size()));
    std::partial_sort(ids.begin(), end, ids.end(), byLogit(row));
    std::vector<AnswerToken> tokens;
    for (auto id = ids.begin(); id != end; ++id)
        tokens.push_back(row.tokenAt(*id));
    return tokens;
}

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
