#pragma once
// Products with weights stored as f32, f16 or bf16, row by row as the checkpoint has them, at any alignment, and the
// conversions that larger products need. On the best instruction set; sums are f32. Any thread.

#include <cstddef>
#include <cstdint>

#include "engine/tensor/dtype.h"

namespace palimpsest::cpu {

struct FloatProduct {
    DType format = DType::F32;
    const std::byte* weight = nullptr; // [outputs, width]
    const float* in = nullptr;         // [rows, width]
    const float* bias = nullptr;       // [outputs] or null
    float* out = nullptr;              // [rows, outputs]
    std::size_t rows = 0;
    std::size_t width = 0;
    std::size_t outputs = 0;
};

// Outputs [first, last) of all rows by dot products that read every weight once per four rows: for few rows, where
// memory is the bound.
void multiplyFewRows(const FloatProduct& product, std::size_t first, std::size_t last);

// out[r, first..last) += bias
void addBias(const FloatProduct& product, std::size_t first, std::size_t last);

// f32, f16 or bf16 to f32.
void widen(DType format, const std::byte* from, float* to, std::size_t count);

// To nearest, ties to even. A NaN stays one if it is quiet.
void roundToBf16(const float* from, std::uint16_t* to, std::size_t count);

} // namespace palimpsest::cpu
