#include "engine/ops/softcap.h"

#include "engine/ops/argument_check.h"

namespace palimpsest {

Result<void> validate(const SoftcapArgs& args)
{
    PAL_TRY(arguments::requireF32("softcap", "in", args.in));
    PAL_TRY(arguments::requireMatrixF32("softcap", "out", args.out, args.in.rows(), args.in.width()));
    if (!(args.cap > 0))
        return Error{ ErrorCode::Internal, "softcap: the cap must be above 0" };
    return {};
}

} // namespace palimpsest
