#include "engine/ops/select_tokens.h"

#include "engine/ops/argument_check.h"

namespace palimpsest {

Result<void> validate(const SelectTokensArgs& args)
{
    using namespace arguments;
    constexpr std::string_view kOp = "select_tokens";
    PAL_TRY(requireF32(kOp, "logits", args.logits));
    if (args.allowed.present() && (args.allowed.dtype != DType::I32 || args.allowed.shape.rank() != 1))
        return unexpectedArgument(kOp, "allowed", args.allowed, "i32 [count] or nothing");
    if (!args.ids.present() || args.ids.dtype != DType::I32 || args.ids.rows() != args.logits.rows())
        return unexpectedArgument(kOp, "ids", args.ids, "i32 with a row per row of logits");
    PAL_TRY(requireF32(kOp, "values", args.values));
    return requireShape(kOp, "values", args.values, args.ids.shape);
}

} // namespace palimpsest
