#include "engine/ops/copy.h"

#include "engine/ops/argument_check.h"

namespace palimpsest {

Result<void> validate(const CopyArgs& args)
{
    PAL_TRY(arguments::requireF32("copy", "in", args.in));
    PAL_TRY(arguments::requireMatrixF32("copy", "out", args.out, args.in.rows(), args.in.width()));
    return {};
}

} // namespace palimpsest
