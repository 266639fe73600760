#pragma once
// A branch joins the residual stream, and the next branch starts from its norm (add.h and layer_norm.h in one):
//   residual += branch;  normed = layerNorm(residual, weight, bias)

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

struct ResidualLayerNormArgs {
    Tensor residual; // [rows, width] f32, read and written
    Tensor branch;   // [rows, width] f32
    Tensor weight;   // [width] f32
    Tensor bias;     // [width] f32
    Tensor normed;   // [rows, width] f32; overlaps nothing else
    float epsilon = 1e-6F;
};
Result<void> validate(const ResidualLayerNormArgs& args);

} // namespace palimpsest
