#include "engine/ops/rope.h"

#include "engine/ops/argument_check.h"

namespace palimpsest {

Result<void> validate(const RopeArgs& args)
{
    PAL_TRY(arguments::requireF32("rope", "in", args.in));
    if (args.in.shape.rank() != 3 || args.in.width() % 2 != 0)
        return arguments::unexpectedArgument("rope", "in", args.in, "[rows, heads, headWidth] with an even head width");
    if (!args.positions.present() || args.positions.dtype != DType::I32
        || args.positions.shape.elementCount() != args.in.shape[0])
        return arguments::unexpectedArgument(
            "rope", "positions", args.positions, "i32 [" + std::to_string(args.in.shape[0]) + "]");
    PAL_TRY(arguments::requireF32("rope", "out", args.out));
    PAL_TRY(arguments::requireShape("rope", "out", args.out, args.in.shape));
    return {};
}

} // namespace palimpsest
