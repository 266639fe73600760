#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"

namespace palimpsest::cpu::plain {
namespace {

struct Candidate {
    std::int32_t id;
    float logit;
    double weight;
};

std::vector<Candidate> candidatesOf(const DrawTokenArgs& args)
{
    const auto* const logits = pointerTo<const float>(args.logits);
    std::vector<Candidate> candidates;
    const auto take = [&](std::int32_t id) {
        if (logits[id] > -std::numeric_limits<float>::infinity())
            candidates.push_back({ id, logits[id], 0 });
    };
    if (args.allowed.present()) {
        const auto* const allowed = pointerTo<const std::int32_t>(args.allowed);
        std::for_each(allowed, allowed + args.allowed.shape[0], take);
    } else {
        for (std::size_t id = 0; id < args.logits.width(); ++id)
            take(static_cast<std::int32_t>(id));
    }
    return candidates;
}

} // namespace

void drawToken(const DrawTokenArgs& args)
{
    auto* const id = pointerTo<std::int32_t>(args.id);
    auto* const value = pointerTo<float>(args.value);
    *id = -1;
    *value = -std::numeric_limits<float>::infinity();
    std::vector<Candidate> candidates = candidatesOf(args);
    if (candidates.empty())
        return;

    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return a.logit > b.logit || (a.logit == b.logit && a.id < b.id);
    });
    const double largest = candidates.front().logit;
    double sum = 0;
    for (Candidate& candidate : candidates) {
        const double below = static_cast<double>(candidate.logit) - largest;
        candidate.weight // infinity is as probable as itself
            = candidate.logit == candidates.front().logit ? 1.0
                                                          : std::exp(below / static_cast<double>(args.temperature));
        sum += candidate.weight;
    }
    std::size_t kept = 0;
    double keptSum = 0;
    while (kept < candidates.size() && keptSum < static_cast<double>(args.topP) * sum)
        keptSum += candidates[kept++].weight;
    candidates.resize(kept);

    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) { return a.id < b.id; });
    const double point = static_cast<double>(args.point) * keptSum;
    std::size_t drawn = 0;
    double reached = candidates.front().weight;
    while (reached < point && drawn + 1 < kept)
        reached += candidates[++drawn].weight;
    *id = candidates[drawn].id;
    *value = candidates[drawn].logit;
}

} // namespace palimpsest::cpu::plain
