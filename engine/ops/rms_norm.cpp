#include "engine/ops/rms_norm.h"

#include "engine/ops/argument_check.h"

namespace palimpsest {

Result<void> validate(const RmsNormArgs& args)
{
    PAL_TRY(arguments::requireF32("rms_norm", "in", args.in));
    PAL_TRY(arguments::requireMatrixF32("rms_norm", "weight", args.weight, 1, args.in.width()));
    PAL_TRY(arguments::requireMatrixF32("rms_norm", "out", args.out, args.in.rows(), args.in.width()));
    return {};
}

} // namespace palimpsest
