#include "engine/cpu/fast_context.h"
#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"
#include "engine/cpu/ops/row_reductions.h"

namespace palimpsest::cpu::fast {

void layerNorm(const LayerNormArgs& args, FastContext& context)
{
    const std::size_t width = args.in.width();
    const auto* const in = pointerTo<const float>(args.in);
    auto* const out = pointerTo<float>(args.out);
    context.splitRun(args.in.rows(), rowGrain(width), [&](std::size_t first, std::size_t last) {
        for (std::size_t row = first; row < last; ++row)
            layerNormRow(in + row * width, pointerTo<const float>(args.weight), pointerTo<const float>(args.bias),
                args.epsilon, out + row * width, width);
    });
}

} // namespace palimpsest::cpu::fast
