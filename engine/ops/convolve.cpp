#include "engine/ops/convolve.h"

#include "engine/ops/argument_check.h"

namespace palimpsest {

Result<void> validate(const ConvolveArgs& args)
{
    using namespace arguments;
    constexpr std::string_view kOp = "convolve";
    PAL_TRY(requireF32(kOp, "in", args.in));
    PAL_TRY(requireF32(kOp, "weight", args.weight));
    if (args.in.shape.rank() != 3)
        return unexpectedArgument(kOp, "in", args.in, "[inputs, height, width]");
    const Shape& weight = args.weight.shape;
    if (weight.rank() != 4 || weight[1] != args.in.shape[0] || weight[2] != weight[3]
        || (weight[3] != 1 && weight[3] != 3))
        return unexpectedArgument(kOp, "weight", args.weight, "[outputs, inputs, kernel, kernel] with kernel 1 or 3");
    PAL_TRY(requireF32(kOp, "bias", args.bias));
    PAL_TRY(requireShape(kOp, "bias", args.bias, Shape{ weight[0] }));
    PAL_TRY(requireF32(kOp, "out", args.out));
    return requireShape(kOp, "out", args.out, Shape{ weight[0], args.in.shape[1], args.in.shape[2] });
}

} // namespace palimpsest
