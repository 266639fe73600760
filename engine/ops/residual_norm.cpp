#include "engine/ops/residual_norm.h"

#include "engine/ops/argument_check.h"

namespace palimpsest {

Result<void> validate(const ResidualNormArgs& args)
{
    constexpr const char* kOp = "residual_norm";
    PAL_TRY(arguments::requireF32(kOp, "residual", args.residual));
    const std::size_t rows = args.residual.rows();
    const std::size_t width = args.residual.width();
    PAL_TRY(arguments::requireMatrixF32(kOp, "branch", args.branch, rows, width));
    if (args.branchWeight.present())
        PAL_TRY(arguments::requireMatrixF32(kOp, "branchWeight", args.branchWeight, 1, width));
    PAL_TRY(arguments::requireMatrixF32(kOp, "nextWeight", args.nextWeight, 1, width));
    PAL_TRY(arguments::requireMatrixF32(kOp, "normed", args.normed, rows, width));
    return {};
}

} // namespace palimpsest
