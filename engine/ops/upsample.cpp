#include "engine/ops/upsample.h"

#include "engine/ops/argument_check.h"

namespace palimpsest {

Result<void> validate(const UpsampleArgs& args)
{
    using namespace arguments;
    constexpr std::string_view kOp = "upsample";
    PAL_TRY(requireF32(kOp, "in", args.in));
    PAL_TRY(requireF32(kOp, "weight", args.weight));
    if (args.in.shape.rank() != 3)
        return unexpectedArgument(kOp, "in", args.in, "[inputs, height, width]");
    const Shape& weight = args.weight.shape;
    if (weight.rank() != 4 || weight[0] != args.in.shape[0] || weight[2] != 4 || weight[3] != 4)
        return unexpectedArgument(kOp, "weight", args.weight, "[inputs, outputs, 4, 4]");
    PAL_TRY(requireF32(kOp, "bias", args.bias));
    PAL_TRY(requireShape(kOp, "bias", args.bias, Shape{ weight[1] }));
    PAL_TRY(requireF32(kOp, "out", args.out));
    return requireShape(kOp, "out", args.out, Shape{ weight[1], 2 * args.in.shape[1], 2 * args.in.shape[2] });
}

} // namespace palimpsest
