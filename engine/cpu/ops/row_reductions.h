#pragma once
// Operations that reduce one row on the best instruction set; sums are f32, of as many parts as a vector has lanes. Any
// thread.

#include <cstddef>

namespace palimpsest::cpu {

// The formulas of engine/ops/layer_norm.h, rms_norm.h and log_sum_exp.h for one row; `out` may be `in`.
void layerNormRow(
    const float* in, const float* weight, const float* bias, float epsilon, float* out, std::size_t width);
void rmsNormRow(const float* in, const float* weight, float epsilon, float* out, std::size_t width);
[[nodiscard]] float logSumExpRow(const float* in, std::size_t width);

} // namespace palimpsest::cpu
