#include "engine/ops/add.h"

#include "engine/ops/argument_check.h"

namespace palimpsest {

Result<void> validate(const AddArgs& args)
{
    PAL_TRY(arguments::requireF32("add", "a", args.a));
    PAL_TRY(arguments::requireMatrixF32("add", "b", args.b, args.a.rows(), args.a.width()));
    PAL_TRY(arguments::requireMatrixF32("add", "out", args.out, args.a.rows(), args.a.width()));
    return {};
}

} // namespace palimpsest
