#include <algorithm>

#include "engine/cpu/fast_context.h"
#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/block_product.h"
#include "engine/cpu/ops/cpu_ops.h"
#include "engine/cpu/ops/dnnl_product.h"
#include "engine/cpu/ops/float_product.h"

namespace palimpsest::cpu::fast {
namespace {

// Packed rows that one pass over the weights multiplies: what the second and third cache level hold.
constexpr std::size_t kPassBytes = std::size_t{ 3 } << 20;
// Up to this many rows are plain dot products, which read memory fastest, and give a row the same bits whatever rows
// stand beside it. A decode step has no more: eight sequences of a token each and of those that a grammar left no
// choice about. So what is answered does not depend on what else is.
constexpr std::size_t kDecodedRows = 64;
// Widened weights that a thread multiplies at a time: a part of the second cache level.
constexpr std::size_t kWidenedBytes = std::size_t{ 512 } << 10;
constexpr std::size_t kOutputGrain = 16;
// Smaller matrices stay in f32: nothing is gained by bf16 there, and a small model's answers can turn on its rounding.
constexpr std::size_t kBf16FromWeights = std::size_t{ 1 } << 20;
// Outputs of a oneDNN call at least, to pay for its preparations; calls per thread, to even out what they take.
constexpr std::size_t kSmallestSlice = 64;
constexpr std::size_t kSlicesPerThread = 4;

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
    context.shareOut(block::panelCount(outputs), kPanelGrain, [&](std::size_t first, std::size_t last, std::size_t) {
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

// Outputs [first, last) from bf16 activations and the weights as they are.
bool sliceInBf16(const FloatProduct& product, const std::uint16_t* in, std::size_t first, std::size_t last)
{
    const DenseProduct size{ product.rows, last - first, product.width, product.width, product.width, product.outputs };
    return multiplyTransposedBf16(size, in, product.weight + first * product.width * 2, product.out + first);
}

// The same in f32, through `widened`, which holds kWidenedBytes or one row.
bool sliceInF32(const FloatProduct& product, float* widened, std::size_t first, std::size_t last)
{
    const std::size_t width = product.width;
    if (product.format == DType::F32 && reinterpret_cast<std::uintptr_t>(product.weight) % alignof(float) == 0) {
        const DenseProduct size{ product.rows, last - first, width, width, width, product.outputs };
        return multiplyTransposed(
            size, product.in, reinterpret_cast<const float*>(product.weight) + first * width, product.out + first);
    }
    const std::size_t step = std::max<std::size_t>(1, kWidenedBytes / sizeof(float) / width);
    for (std::size_t n = first; n < last; n += step) {
        const std::size_t count = std::min(step, last - n);
        widen(product.format, product.weight + n * width * elementBytes(product.format), widened, count * width);
        const DenseProduct size{ product.rows, count, width, width, width, product.outputs };
        if (!multiplyTransposed(size, product.in, widened, product.out + n))
            return false;
    }
    return true;
}

void floatMatmul(const MatmulArgs& args, FastContext& context)
{
    const FloatProduct product{ .format = args.weight.dtype,
        .weight = pointerTo<const std::byte>(args.weight),
        .in = pointerTo<const float>(args.in),
        .bias = args.bias.present() ? pointerTo<const float>(args.bias) : nullptr,
        .out = pointerTo<float>(args.out),
        .rows = args.in.rows(),
        .width = args.in.width(),
        .outputs = args.weight.rows() };
    ThreadPool& pool = context.pool();
    if (product.rows <= kDecodedRows) {
        context.shareOut(product.outputs, kOutputGrain,
            [&](std::size_t first, std::size_t last, std::size_t) { multiplyFewRows(product, first, last); });
        return;
    }

    const bool inBf16 = product.format == DType::BF16 && instructionSets().bf16
        && product.outputs * product.width >= kBf16FromWeights;
    const std::size_t widenedFloats = std::max(kWidenedBytes / sizeof(float), product.width);
    const std::size_t inputs = product.rows * product.width;
    std::byte* const scratch
        = context.scratch(inBf16 ? inputs * sizeof(std::uint16_t) : pool.threadCount() * widenedFloats * sizeof(float));
    auto* const rounded = reinterpret_cast<std::uint16_t*>(scratch);
    if (inBf16) {
        pool.parallelFor(inputs, 4096, [&](std::size_t first, std::size_t last, std::size_t) {
            roundToBf16(product.in + first, rounded + first, last - first);
        });
    }
    const std::size_t slice = std::max(kSmallestSlice, product.outputs / (kSlicesPerThread * pool.threadCount()));
    context.shareOut(product.outputs, slice / kOutputGrain * kOutputGrain,
        [&](std::size_t first, std::size_t last, std::size_t thread) {
            keepToThisThread();
            const bool done = inBf16
                ? sliceInBf16(product, rounded, first, last)
                : sliceInF32(product, reinterpret_cast<float*>(scratch) + thread * widenedFloats, first, last);
            if (!done)
                multiplyFewRows(product, first, last); // slow, but right
            else if (product.bias != nullptr)
                addBias(product, first, last);
        });
}

} // namespace

void matmul(const MatmulArgs& args, FastContext& context)
{
    if (isBlockFormat(args.weight.dtype))
        blockMatmul(args, context);
    else
        floatMatmul(args, context);
}

} // namespace palimpsest::cpu::fast
