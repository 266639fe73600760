#include "engine/cpu/fast_context.h"
#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/cpu_ops.h"
#include "engine/cpu/ops/elementwise_runs.h"
#include "engine/cpu/ops/row_reductions.h"

namespace palimpsest::cpu::fast {

void residualNorm(const ResidualNormArgs& args, FastContext& context)
{
    const std::size_t width = args.residual.width();
    const auto* const nextWeight = pointerTo<const float>(args.nextWeight);
    context.splitRun(args.residual.rows(), rowGrain(width), [&](std::size_t first, std::size_t last) {
        for (std::size_t row = first; row < last; ++row) {
            float* const residual = pointerTo<float>(args.residual) + row * width;
            float* const normed = pointerTo<float>(args.normed) + row * width;
            const float* branch = pointerTo<const float>(args.branch) + row * width;
            if (args.branchWeight.present()) {
                rmsNormRow(branch, pointerTo<const float>(args.branchWeight), args.epsilon, normed, width);
                branch = normed;
            }
            addRun(residual, branch, residual, width);
            rmsNormRow(residual, nextWeight, args.epsilon, normed, width);
        }
    });
}

} // namespace palimpsest::cpu::fast
