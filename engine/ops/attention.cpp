#include "engine/ops/attention.h"

#include <utility>

#include "engine/ops/argument_check.h"

namespace palimpsest {

Result<void> validate(const AttentionArgs& args)
{
    for (const auto& [what, tensor] :
        { std::pair{ "query", &args.query }, { "key", &args.key }, { "value", &args.value } }) {
        PAL_TRY(arguments::requireF32("attention", what, *tensor));
        if (tensor->shape.rank() != 3)
            return arguments::unexpectedArgument("attention", what, *tensor, "[rows, heads, headWidth]");
    }
    if (args.key.shape[1] == 0 || args.query.shape[1] % args.key.shape[1] != 0
        || args.key.shape[2] != args.query.shape[2])
        return arguments::unexpectedArgument(
            "attention", "key", args.key, "a divisor of the query's heads, and its head width");
    PAL_TRY(arguments::requireShape("attention", "value", args.value, args.key.shape));
    PAL_TRY(arguments::requireF32("attention", "out", args.out));
    PAL_TRY(arguments::requireShape("attention", "out", args.out, args.query.shape));
    const bool positioned = args.position.present();
    if (positioned && (args.position.dtype != DType::I32 || args.position.shape.elementCount() != 1))
        return arguments::unexpectedArgument("attention", "position", args.position, "i32 [1]");
    if ((positioned ? 0 : args.firstPosition) + args.query.shape[0] > args.key.shape[0])
        return arguments::unexpectedArgument("attention", "key", args.key, "one key for every query position at least");
    return {};
}

bool isVisible(const AttentionArgs& args, std::size_t t, std::size_t u)
{
    const bool bothInPrefix = t < args.prefixLength && u < args.prefixLength;
    if (u > t && !bothInPrefix)
        return false;
    const bool exempt = args.windowRule == WindowRule::PrefixExempt && t < args.prefixLength;
    return args.window == 0 || exempt || u > t || t - u < args.window;
}

} // namespace palimpsest
