#include "engine/ops/layer_norm.h"

#include "engine/ops/argument_check.h"

namespace palimpsest {

Result<void> validate(const LayerNormArgs& args)
{
    PAL_TRY(arguments::requireF32("layer_norm", "in", args.in));
    PAL_TRY(arguments::requireMatrixF32("layer_norm", "weight", args.weight, 1, args.in.width()));
    PAL_TRY(arguments::requireMatrixF32("layer_norm", "bias", args.bias, 1, args.in.width()));
    PAL_TRY(arguments::requireMatrixF32("layer_norm", "out", args.out, args.in.rows(), args.in.width()));
    return {};
}

} // namespace palimpsest
