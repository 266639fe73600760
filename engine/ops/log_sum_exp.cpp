#include "engine/ops/log_sum_exp.h"

#include "engine/ops/argument_check.h"

namespace palimpsest {

Result<void> validate(const LogSumExpArgs& args)
{
    PAL_TRY(arguments::requireF32("logSumExp", "in", args.in));
    PAL_TRY(arguments::requireMatrixF32("logSumExp", "out", args.out, 1, args.in.rows()));
    return {};
}

} // namespace palimpsest
