#include "engine/cpu/fast_context.h"
#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"
#include "engine/cpu/ops/elementwise_runs.h"
#include "engine/cpu/ops/row_reductions.h"

namespace palimpsest::cpu::fast {

void residualLayerNorm(const ResidualLayerNormArgs& args, FastContext& context)
{
    const std::size_t width = args.residual.width();
    const auto* const weight = pointerTo<const float>(args.weight);
    const auto* const bias = pointerTo<const float>(args.bias);
    context.splitRun(args.residual.rows(), rowGrain(width), [&](std::size_t first, std::size_t last) {
        for (std::size_t row = first; row < last; ++row) {
            float* const residual = pointerTo<float>(args.residual) + row * width;
            addRun(residual, pointerTo<const float>(args.branch) + row * width, residual, width);
            layerNormRow(residual, weight, bias, args.epsilon, pointerTo<float>(args.normed) + row * width, width);
        }
    });
}

} // namespace palimpsest::cpu::fast
