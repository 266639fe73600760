#include "engine/cpu/ops/cpu_ops.h"

namespace palimpsest::cpu::plain {

void residualLayerNorm(const ResidualLayerNormArgs& args, ThreadPool& pool)
{
    add({ args.residual, args.branch, args.residual }, pool);
    layerNorm({ args.residual, args.weight, args.bias, args.normed, args.epsilon }, pool);
}

} // namespace palimpsest::cpu::plain
