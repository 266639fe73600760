#include "engine/ops/copy.h"

#include "engine/ops/argument_check.h"

namespace palimpsest {

Result<void> validate(const CopyArgs& args)
{
    PAL_TRY(arguments::requireF32("copy", "in", args.in));
    PAL_TRY(arguments::requireF32("copy", "out", args.out));
    if (args.out.shape.elementCount() != args.in.shape.elementCount())
        return arguments::unexpectedArgument(
            "copy", "out", args.out, "as many elements as " + args.in.shape.toString());
    return {};
}

} // namespace palimpsest
