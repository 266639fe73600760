#include "engine/ops/gelu.h"

#include "engine/ops/argument_check.h"

namespace palimpsest {

Result<void> validate(const GeluArgs& args)
{
    PAL_TRY(arguments::requireF32("gelu", "in", args.in));
    PAL_TRY(arguments::requireMatrixF32("gelu", "out", args.out, args.in.rows(), args.in.width()));
    return {};
}

} // namespace palimpsest
