#pragma once
// Zhang & Sennrich 2019, in Gemma's form where the stored weight is an offset from one:
//   out[r, c] = in[r, c] / sqrt(mean(in[r, :]^2) + epsilon) * (1 + weight[c])

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

struct RmsNormArgs {
    Tensor in;     // [rows, width] f32
    Tensor weight; // [width] f32
    Tensor out;    // [rows, width] f32; may be `in` itself
    float epsilon = 1e-6F;
};
Result<void> validate(const RmsNormArgs& args);

} // namespace palimpsest
