#include <algorithm>

#include "engine/cpu/fast_context.h"
#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/block_product.h"
#include "engine/cpu/ops/cpu_ops.h"

namespace palimpsest::cpu::fast {
namespace {

// Packed rows that one pass over the weights multiplies: what the second and third cache level hold.
constexpr std::size_t kPassBytes = std::size_t{ 3 } << 20;

void blockMatmul(const MatmulArgs& args, FastContext& context)
{
    const BlockKernels& kernels = blockKernels(instructionSets());
    const std::size_t rows = args.in.rows();
    const std::size_t width = args.in.width();
    const std::size_t rowBytes = packedRowBytes(width);
    const auto* const in = pointerTo<const float>(args.in);
    std::byte* const packed = context.scratch(rows * rowBytes);

    const std::size_t tiles = (rows + kTileRows - 1) / kTileRows;
    context.pool().parallelFor(tiles, 1, [&](std::size_t first, std::size_t last, std::size_t) {
        for (std::size_t tile = first; tile < last; ++tile) {
            const std::size_t row = tile * kTileRows;
            kernels.packTile(
                args.weight.dtype, in + row * width, std::min(kTileRows, rows - row), width, packed + row * rowBytes);
        }
    });

    const std::size_t passRows = std::max<std::size_t>(1, kPassBytes / rowBytes / kTileRows) * kTileRows;
    const std::size_t outputs = args.weight.rows();
    context.pool().parallelFor(
        block::panelCount(outputs), kPanelGrain, [&](std::size_t first, std::size_t last, std::size_t) {
            for (std::size_t row = 0; row < rows; row += passRows) {
                const BlockProduct product{ .format = args.weight.dtype,
                    .weight = pointerTo<const std::byte>(args.weight),
                    .packedRows = packed + row * rowBytes,
                    .bias = args.bias.present() ? pointerTo<const float>(args.bias) : nullptr,
                    .out = pointerTo<float>(args.out) + row * outputs,
                    .rows = std::min(passRows, rows - row),
                    .width = width,
                    .outputs = outputs };
                kernels.panels(product, first, last);
            }
        });
}

} // namespace

void matmul(const MatmulArgs& args, FastContext& context)
{
    if (isBlockFormat(args.weight.dtype))
        return blockMatmul(args, context);
    plain::matmul(args, context.pool());
}

} // namespace palimpsest::cpu::fast
