#include "engine/ops/residual_layer_norm.h"

#include "engine/ops/argument_check.h"

namespace palimpsest {

Result<void> validate(const ResidualLayerNormArgs& args)
{
    constexpr const char* kOp = "residual_layer_norm";
    PAL_TRY(arguments::requireF32(kOp, "residual", args.residual));
    const std::size_t rows = args.residual.rows();
    const std::size_t width = args.residual.width();
    PAL_TRY(arguments::requireMatrixF32(kOp, "branch", args.branch, rows, width));
    PAL_TRY(arguments::requireMatrixF32(kOp, "weight", args.weight, 1, width));
    PAL_TRY(arguments::requireMatrixF32(kOp, "bias", args.bias, 1, width));
    PAL_TRY(arguments::requireMatrixF32(kOp, "normed", args.normed, rows, width));
    return {};
}

} // namespace palimpsest
