#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"

namespace palimpsest::cpu::plain {

void attention(const AttentionArgs& args, ThreadPool& pool)
{
    const std::size_t rows = args.query.shape[0];
    const std::size_t heads = args.query.shape[1];
    const std::size_t width = args.query.shape[2];
    const std::size_t keys = args.key.shape[0];
    const std::size_t kvHeads = args.key.shape[1];
    const auto* const key = pointerTo<const float>(args.key);
    const auto* const value = pointerTo<const float>(args.value);

    pool.parallelFor(rows * heads, 1, [&](std::size_t first, std::size_t last, std::size_t) {
        std::vector<float> weights(keys);
        std::vector<double> sums(width);
        for (std::size_t item = first; item < last; ++item) {
            const std::size_t t = args.firstPosition + item / heads;
            const std::size_t kvHead = item % heads / (heads / kvHeads);
            const float* const q = pointerTo<const float>(args.query) + item * width;
            float* const out = pointerTo<float>(args.out) + item * width;

            float peak = -std::numeric_limits<float>::infinity();
            for (std::size_t u = 0; u < keys; ++u) {
                weights[u] = -std::numeric_limits<float>::infinity();
                if (!isVisible(args, t, u))
                    continue;
                const float* const k = key + (u * kvHeads + kvHead) * width;
                double dot = 0;
                for (std::size_t c = 0; c < width; ++c)
                    dot += static_cast<double>(q[c]) * static_cast<double>(k[c]);
                const float score = static_cast<float>(dot) * args.scale;
                weights[u] = args.softcap > 0 ? args.softcap * std::tanh(score / args.softcap) : score;
                peak = std::max(peak, weights[u]);
            }

            double total = 0;
            std::fill(sums.begin(), sums.end(), 0.0);
            for (std::size_t u = 0; u < keys; ++u) {
                const double weight = std::exp(static_cast<double>(weights[u] - peak)); // exactly 0 where hidden
                if (weight == 0)
                    continue;
                total += weight;
                const float* const v = value + (u * kvHeads + kvHead) * width;
                for (std::size_t c = 0; c < width; ++c)
                    sums[c] += weight * static_cast<double>(v[c]);
            }
            for (std::size_t c = 0; c < width; ++c)
                out[c] = static_cast<float>(sums[c] / total);
        }
    });
}

} // namespace palimpsest::cpu::plain
