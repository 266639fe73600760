#pragma once
// Ba, Kiros & Hinton 2016, biased variance, two passes:
//   out[r, c] = (in[r, c] - mean(in[r, :])) / sqrt(variance(in[r, :]) + epsilon) * weight[c] + bias[c]

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

struct LayerNormArgs {
    Tensor in;     // [rows, width] f32
    Tensor weight; // [width] f32
    Tensor bias;   // [width] f32
    Tensor out;    // [rows, width] f32; may be `in` itself
    float epsilon = 1e-6F;
};
Result<void> validate(const LayerNormArgs& args);

} // namespace palimpsest
