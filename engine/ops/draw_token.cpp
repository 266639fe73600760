#include "engine/ops/draw_token.h"

#include "engine/ops/argument_check.h"

namespace palimpsest {
namespace {

Result<void> requireFraction(std::string_view what, float value)
{
    if (!(value > 0 && value <= 1))
        return Error{ ErrorCode::Internal,
            "draw_token: '" + std::string(what) + "' is " + std::to_string(value) + ", expected above 0, at most 1" };
    return {};
}

} // namespace

Result<void> validate(const DrawTokenArgs& args)
{
    using namespace arguments;
    constexpr std::string_view kOp = "draw_token";
    PAL_TRY(requireF32(kOp, "logits", args.logits));
    PAL_TRY(requireShape(kOp, "logits", args.logits, { 1, args.logits.width() }));
    if (args.allowed.present() && (args.allowed.dtype != DType::I32 || args.allowed.shape.rank() != 1))
        return unexpectedArgument(kOp, "allowed", args.allowed, "i32 [count] or nothing");
    if (!args.id.present() || args.id.dtype != DType::I32 || args.id.shape != Shape{ 1, 1 })
        return unexpectedArgument(kOp, "id", args.id, "i32 [1, 1]");
    PAL_TRY(requireMatrixF32(kOp, "value", args.value, 1, 1));
    if (!(args.temperature > 0))
        return Error{ ErrorCode::Internal,
            "draw_token: 'temperature' is " + std::to_string(args.temperature) + ", expected above 0" };
    PAL_TRY(requireFraction("topP", args.topP));
    return requireFraction("point", args.point);
}

} // namespace palimpsest
