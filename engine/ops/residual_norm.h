#pragma once
// A branch joins the residual stream, and the next branch starts from its norm (add.h and rms_norm.h in one):
//   residual[r, c] += rmsNorm(branch, branchWeight)[r, c], or branch[r, c] itself without a branchWeight (Gemma 1)
//   normed = rmsNorm(residual, nextWeight)

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

struct ResidualNormArgs {
    Tensor residual;     // [rows, width] f32, read and written
    Tensor branch;       // [rows, width] f32
    Tensor branchWeight; // [width] f32, or absent
    Tensor nextWeight;   // [width] f32
    Tensor normed;       // [rows, width] f32; overlaps nothing else
    float epsilon = 1e-6F;
};
Result<void> validate(const ResidualNormArgs& args);

} // namespace palimpsest
