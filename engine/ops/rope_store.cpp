#include "engine/ops/rope_store.h"

#include "engine/ops/argument_check.h"

namespace palimpsest {

Result<void> validate(const RopeStoreArgs& args)
{
    constexpr const char* kOp = "rope_store";
    PAL_TRY(arguments::requireF32(kOp, "key", args.key));
    if (args.key.shape.rank() != 3 || args.key.width() % 2 != 0)
        return arguments::unexpectedArgument(
            kOp, "key", args.key, "[rows, kvHeads, headWidth] with an even head width");
    const std::size_t rows = args.key.shape[0];
    const std::size_t kvHeads = args.key.shape[1];
    const std::size_t width = args.key.shape[2];
    PAL_TRY(arguments::requireF32(kOp, "value", args.value));
    PAL_TRY(arguments::requireShape(kOp, "value", args.value, args.key.shape));
    if (args.query.present()) {
        PAL_TRY(arguments::requireF32(kOp, "query", args.query));
        if (args.query.shape.rank() != 3 || args.query.shape[0] != rows || args.query.shape[2] != width)
            return arguments::unexpectedArgument(kOp, "query", args.query, "the rows and the head width of the key");
    }
    if (!args.positions.present() || args.positions.dtype != DType::I32 || args.positions.shape.elementCount() != rows)
        return arguments::unexpectedArgument(kOp, "positions", args.positions, "i32 [" + std::to_string(rows) + "]");
    const bool placed = args.cacheRowTensor.present();
    if (placed && (args.cacheRowTensor.dtype != DType::I32 || args.cacheRowTensor.shape.elementCount() != 1))
        return arguments::unexpectedArgument(kOp, "cacheRowTensor", args.cacheRowTensor, "i32 [1]");
    PAL_TRY(arguments::requireF32(kOp, "keyCache", args.keyCache));
    if (args.keyCache.shape.rank() != 3 || args.keyCache.shape[1] != kvHeads || args.keyCache.shape[2] != width
        || (placed ? 0 : args.cacheRow) + rows > args.keyCache.shape[0])
        return arguments::unexpectedArgument(kOp, "keyCache", args.keyCache, "room for the key's rows");
    PAL_TRY(arguments::requireF32(kOp, "valueCache", args.valueCache));
    return arguments::requireShape(kOp, "valueCache", args.valueCache, args.keyCache.shape);
}

Tensor writtenRows(const RopeStoreArgs& args, const Tensor& cache)
{
    const std::size_t kvHeads = args.key.shape[1];
    return cache.rowRange(args.cacheRow * kvHeads, args.key.shape[0] * kvHeads).reshaped(args.key.shape);
}

} // namespace palimpsest
