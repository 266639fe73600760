#pragma once
// out[r, n] = sum_k in[r, k] * weight[n, k] + bias[n]: a linear layer with its weight stored as the checkpoint has it.

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

struct MatmulArgs {
    Tensor in;     // [rows, width] f32
    Tensor weight; // [outputs, width] f32 | f16 | bf16 | q8 | q4
    Tensor bias;   // [outputs] f32, or absent
    Tensor out;    // [rows, outputs] f32; overlaps nothing else
};
Result<void> validate(const MatmulArgs& args);

} // namespace palimpsest
