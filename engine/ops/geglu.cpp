#include "engine/ops/geglu.h"

#include "engine/ops/argument_check.h"

namespace palimpsest {

Result<void> validate(const GegluArgs& args)
{
    PAL_TRY(arguments::requireF32("geglu", "gate", args.gate));
    PAL_TRY(arguments::requireMatrixF32("geglu", "up", args.up, args.gate.rows(), args.gate.width()));
    PAL_TRY(arguments::requireMatrixF32("geglu", "out", args.out, args.gate.rows(), args.gate.width()));
    return {};
}

} // namespace palimpsest
