#include <algorithm>
#include <cmath>

#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"

namespace palimpsest::cpu::plain {

void logSumExp(const LogSumExpArgs& args, ThreadPool& pool)
{
    const std::size_t width = args.in.width();
    auto* const out = pointerTo<float>(args.out);
    pool.parallelFor(args.in.rows(), 1, [&](std::size_t first, std::size_t last, std::size_t) {
        for (std::size_t r = first; r < last; ++r) {
            const float* const in = pointerTo<const float>(args.in) + r * width;
            const float peak = *std::max_element(in, in + width);
            double sum = 0;
            for (std::size_t c = 0; c < width; ++c)
                sum += std::exp(static_cast<double>(in[c]) - static_cast<double>(peak));
            out[r] = static_cast<float>(static_cast<double>(peak) + std::log(sum));
        }
    });
}

} // namespace palimpsest::cpu::plain
