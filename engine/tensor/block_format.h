#pragma once
// The quantised weight formats q8 and q4: matrices [rows, width] in the order in which the products read them, so that
// a cached file is mapped and used as it is.
//
// Rows come in panels of 16, padded with zero rows; a panel is a row of superblocks of 64 inputs (two blocks of 32),
// padded with zeros. Every superblock starts on a cache line:
//
//   q8, 1088 bytes:  f16 scale[2][16]                      scale of block b, row r
//                    u8  level[2][8][16][4]                block b, inputs 4g..4g+3, row r:  w = scale * (level - 128)
//   q4,  640 bytes:  f16 scale[2][16], f16 minimum[2][16]  w = scale * level + minimum,  level 0..15
//                    u8  levels[8][16][4]                  low nibble: block 0, high nibble: block 1
//
// The levels of one group of four inputs for 16 rows are 64 bytes: one 512-bit register, in the order in which the
// 8-bit dot product instructions want them (unsigned weights, signed activations).
// q8 rounds to nearest with scale = max|w| / 127 rounded to f16; levels lie in 1..255.
// q4 takes scale = (max - min) / 15 and the minimum, both rounded to f16, and rounds the levels against the rounded
// ones.

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/tensor/dtype.h"

namespace palimpsest::block {

inline constexpr std::size_t kPanelRows = 16;
inline constexpr std::size_t kBlockWidth = 32;
inline constexpr std::size_t kSuperblockWidth = 64;
inline constexpr std::size_t kQ8SuperblockBytes = 64 + 1024;
inline constexpr std::size_t kQ4SuperblockBytes = 128 + 512;

[[nodiscard]] constexpr std::size_t panelCount(std::size_t rows)
{
    return (rows + kPanelRows - 1) / kPanelRows;
}
[[nodiscard]] constexpr std::size_t superblockCount(std::size_t width)
{
    return (width + kSuperblockWidth - 1) / kSuperblockWidth;
}
[[nodiscard]] constexpr std::size_t superblockBytes(DType format)
{
    return format == DType::Q8 ? kQ8SuperblockBytes : kQ4SuperblockBytes;
}
[[nodiscard]] constexpr std::size_t panelBytes(DType format, std::size_t width)
{
    return superblockCount(width) * superblockBytes(format);
}
// Bytes of a whole matrix [rows, width].
[[nodiscard]] constexpr std::size_t matrixBytes(DType format, std::size_t rows, std::size_t width)
{
    return panelCount(rows) * panelBytes(format, width);
}

// Quantises one panel. `rows` points at up to 16 rows of `width` f32 values, one behind the other.
void quantizePanel(
    DType format, const float* rows, std::size_t rowCount, std::size_t width, std::span<std::byte> panel);

// out[width] = row `row` of the matrix, in f32: the meaning of the format, and the embedding lookup.
void dequantizeRow(DType format, std::span<const std::byte> matrix, std::size_t row, std::size_t width, float* out);

} // namespace palimpsest::block
