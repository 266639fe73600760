#include <cmath>

#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"

namespace palimpsest::cpu::plain {

void rope(const RopeArgs& args, ThreadPool& pool)
{
    const std::size_t heads = args.in.shape[1];
    const std::size_t width = args.in.shape[2];
    const std::size_t half = width / 2;
    const auto* const positions = pointerTo<const std::int32_t>(args.positions);
    pool.parallelFor(args.in.shape[0], 1, [&](std::size_t first, std::size_t last, std::size_t) {
        for (std::size_t r = first; r < last; ++r) {
            const float* const in = pointerTo<const float>(args.in) + r * heads * width;
            float* const out = pointerTo<float>(args.out) + r * heads * width;
            for (std::size_t i = 0; i < half; ++i) {
                const float frequency = std::pow(args.base, -2.0F * static_cast<float>(i) / static_cast<float>(width));
                const float angle = static_cast<float>(positions[r]) * frequency;
                const float cosine = std::cos(angle);
                const float sine = std::sin(angle);
                for (std::size_t h = 0; h < heads; ++h) {
                    const float low = in[h * width + i];
                    const float high = in[h * width + i + half];
                    out[h * width + i] = low * cosine - high * sine;
                    out[h * width + i + half] = high * cosine + low * sine;
                }
            }
        }
    });
}

} // namespace palimpsest::cpu::plain
