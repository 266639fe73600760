#include "engine/cpu/ops/cpu_ops.h"

namespace palimpsest::cpu::plain {

void residualNorm(const ResidualNormArgs& args, ThreadPool& pool)
{
    Tensor branch = args.branch;
    if (args.branchWeight.present()) {
        rmsNorm({ branch, args.branchWeight, args.normed, args.epsilon }, pool);
        branch = args.normed;
    }
    add({ args.residual, branch, args.residual }, pool);
    rmsNorm({ args.residual, args.nextWeight, args.normed, args.epsilon }, pool);
}

} // namespace palimpsest::cpu::plain
