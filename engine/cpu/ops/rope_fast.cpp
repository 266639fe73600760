#include "engine/cpu/fast_context.h"
#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"
#include "engine/cpu/ops/rotate_rows.h"

namespace palimpsest::cpu::fast {

void rope(const RopeArgs& args, FastContext& context)
{
    const std::size_t heads = args.in.shape[1];
    const std::size_t width = args.in.shape[2];
    const std::size_t half = width / 2;
    const float* const frequencies = context.rotaryFrequencies(args.base, width);
    const auto* const positions = pointerTo<const std::int32_t>(args.positions);
    auto* const angles
        = reinterpret_cast<float*>(context.scratch(context.pool().threadCount() * width * sizeof(float)));
    context.pool().parallelFor(
        args.in.shape[0], rowGrain(heads * width), [&](std::size_t first, std::size_t last, std::size_t thread) {
            float* const cosine = angles + thread * width;
            float* const sine = cosine + half;
            for (std::size_t row = first; row < last; ++row) {
                rotaryAngles(static_cast<float>(positions[row]), frequencies, cosine, sine, half);
                const float* const in = pointerTo<const float>(args.in) + row * heads * width;
                float* const out = pointerTo<float>(args.out) + row * heads * width;
                for (std::size_t h = 0; h < heads; ++h)
                    rotateHead(in + h * width, cosine, sine, out + h * width, half);
            }
        });
}

} // namespace palimpsest::cpu::fast
