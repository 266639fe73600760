#pragma once
// Transposed convolution with kernel 4, stride 2, padding 1, then max(0, .): planes of twice the height and width.
//   sum[o, 2y + a - 1, 2x + b - 1] += in[i, y, x] * weight[i, o, a, b]  wherever that lies inside
//   out = max(0, bias + sum)
// Conventions of PyTorch; spec "Mask decoder: forward pass".

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

struct UpsampleArgs {
    Tensor in;     // [inputs, height, width] f32
    Tensor weight; // [inputs, outputs, 4, 4] f32
    Tensor bias;   // [outputs] f32
    Tensor out;    // [outputs, 2 height, 2 width] f32; overlaps nothing else
};
Result<void> validate(const UpsampleArgs& args);

} // namespace palimpsest
