#include <cmath>

#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"

namespace palimpsest::cpu::plain {

void rmsNorm(const RmsNormArgs& args, ThreadPool& pool)
{
    const std::size_t width = args.in.width();
    const auto* const weight = pointerTo<const float>(args.weight);

    pool.parallelFor(args.in.rows(), 1, [&](std::size_t first, std::size_t last, std::size_t) {
        for (std::size_t r = first; r < last; ++r) {
            const float* const in = pointerTo<const float>(args.in) + r * width;
            float* const out = pointerTo<float>(args.out) + r * width;
            double squares = 0;
            for (std::size_t c = 0; c < width; ++c)
                squares += static_cast<double>(in[c]) * static_cast<double>(in[c]);
            const auto scale = static_cast<float>(
                1.0 / std::sqrt(squares / static_cast<double>(width) + static_cast<double>(args.epsilon)));
            for (std::size_t c = 0; c < width; ++c)
                out[c] = in[c] * scale * (1.0F + weight[c]);
        }
    });
}

} // namespace palimpsest::cpu::plain
