#include "engine/ops/matmul.h"

#include "engine/ops/argument_check.h"

namespace palimpsest {

Result<void> validate(const MatmulArgs& args)
{
    PAL_TRY(arguments::requireF32("matmul", "in", args.in));
    if (!args.weight.present() || args.weight.dtype == DType::I32 || args.weight.dtype == DType::U8
        || args.weight.width() != args.in.width())
        return arguments::unexpectedArgument(
            "matmul", "weight", args.weight, "[outputs, " + std::to_string(args.in.width()) + "]");
    const std::size_t outputs = args.weight.rows();
    if (args.bias.present())
        PAL_TRY(arguments::requireMatrixF32("matmul", "bias", args.bias, 1, outputs));
    PAL_TRY(arguments::requireMatrixF32("matmul", "out", args.out, args.in.rows(), outputs));
    return {};
}

} // namespace palimpsest
