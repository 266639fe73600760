#include "engine/ops/embed.h"

#include "engine/ops/argument_check.h"

namespace palimpsest {

Result<void> validate(const EmbedArgs& args)
{
    if (!args.ids.present() || args.ids.dtype != DType::I32 || args.ids.shape.rank() != 1)
        return arguments::unexpectedArgument("embed", "ids", args.ids, "i32 [rows]");
    if (!args.table.present() || args.table.dtype == DType::I32 || args.table.dtype == DType::U8)
        return arguments::unexpectedArgument("embed", "table", args.table, "[vocabulary, width]");
    PAL_TRY(arguments::requireMatrixF32("embed", "out", args.out, args.ids.shape.elementCount(), args.table.width()));
    return {};
}

} // namespace palimpsest
