#pragma once
// Products with weights in the block formats q8 and q4. Activations are rounded to 8 bits, one f32 scale (largest
// magnitude / 127) per row and block of 32 inputs; the sums of a block are exact integers, the blocks are added in f32
// in ascending order, so all instruction sets agree up to the rounding of a fused multiply-add.

#include <cstddef>
#include <cstdint>

#include "engine/cpu/instruction_sets.h"
#include "engine/tensor/block_format.h"

namespace palimpsest::cpu {

// Rows are packed in tiles of up to kTileRows; a tile is a row of superblocks:
//   i8  level[16][height][4]    inputs 4g..4g+3 of each row
//   f32 scale[2][height]        of each block
//   32-bit correction[2][height]  q8: i32 -128 * sum of the levels; q4: f32 scale * sum of the levels
inline constexpr std::size_t kTileRows = 6;
inline constexpr std::size_t kPanelGrain = 2; // panels that are best not split between threads
inline constexpr std::size_t kTileBytesPerRow = 16 * 4 + 2 * 4 + 2 * 4;

// Blocks whose largest magnitude is below become zeros: the reciprocal of their scale would overflow.
inline constexpr float kSmallestPeak = 1e-30F;

[[nodiscard]] constexpr std::size_t packedRowBytes(std::size_t width)
{
    return block::superblockCount(width) * kTileBytesPerRow;
}

struct BlockProduct {
    DType format = DType::Q8;
    const std::byte* weight = nullptr; // panels, 64-byte aligned or not
    const std::byte* packedRows = nullptr;
    const float* bias = nullptr; // [outputs] or null
    float* out = nullptr;        // [rows, outputs]
    std::size_t rows = 0;
    std::size_t width = 0;
    std::size_t outputs = 0;
};

// One per instruction set. `packTile` rounds `height` rows of `in` ([height, width]) into one tile; `panels` computes
// the outputs of panels [firstPanel, lastPanel) for all rows.
struct BlockKernels {
    void (*packTile)(DType format, const float* in, std::size_t height, std::size_t width, std::byte* tile);
    void (*panels)(const BlockProduct& product, std::size_t firstPanel, std::size_t lastPanel);
};

[[nodiscard]] const BlockKernels& blockKernelsPortable();
[[nodiscard]] const BlockKernels& blockKernelsAvx2();
[[nodiscard]] const BlockKernels& blockKernelsAvx512(); // with VNNI
[[nodiscard]] const BlockKernels& blockKernels(const InstructionSets& sets);

} // namespace palimpsest::cpu
