#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"

namespace palimpsest::cpu::plain {
namespace {

constexpr float kNever = -std::numeric_limits<float>::infinity();

// Of as many candidates as a vector has lanes, or a quarter of a million logits wait for one another.
float largestOf(const float* values, std::size_t count)
{
    constexpr std::size_t kLanes = 16;
    std::array<float, kLanes> best;
    best.fill(kNever);
    std::size_t i = 0;
    for (; i + kLanes <= count; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            best[lane] = values[i + lane] > best[lane] ? values[i + lane] : best[lane];
    }
    for (; i < count; ++i)
        best[0] = values[i] > best[0] ? values[i] : best[0];
    return *std::max_element(best.begin(), best.end());
}

void selectFromRow(const SelectTokensArgs& args, const float* logits, std::int32_t* ids, float* values)
{
    const std::size_t width = args.logits.width();
    const std::size_t chosen = args.ids.width();
    std::fill_n(ids, chosen, -1);
    std::fill_n(values, chosen, kNever);
    if (!args.allowed.present() && chosen == 1) {
        const float best = largestOf(logits, width);
        if (best > kNever) {
            *ids = static_cast<std::int32_t>(std::find(logits, logits + width, best) - logits);
            *values = best;
        }
        return;
    }
    std::vector<std::int32_t> candidates;
    const auto take = [&](std::int32_t id) {
        if (logits[id] > kNever)
            candidates.push_back(id);
    };
    if (args.allowed.present()) {
        const auto* const allowed = pointerTo<const std::int32_t>(args.allowed);
        std::for_each(allowed, allowed + args.allowed.shape[0], take);
    } else {
        for (std::size_t id = 0; id < width; ++id)
            take(static_cast<std::int32_t>(id));
    }
    const std::size_t found = std::min(chosen, candidates.size());
    std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(found), candidates.end(),
        [logits](
            std::int32_t a, std::int32_t b) { return logits[a] > logits[b] || (logits[a] == logits[b] && a < b); });
    for (std::size_t i = 0; i < found; ++i) {
        ids[i] = candidates[i];
        values[i] = logits[candidates[i]];
    }
}

} // namespace

void selectTokens(const SelectTokensArgs& args)
{
    const std::size_t chosen = args.ids.width();
    for (std::size_t row = 0; row < args.logits.rows(); ++row)
        selectFromRow(args, pointerTo<const float>(args.logits) + row * args.logits.width(),
            pointerTo<std::int32_t>(args.ids) + row * chosen, pointerTo<float>(args.values) + row * chosen);
}

} // namespace palimpsest::cpu::plain
