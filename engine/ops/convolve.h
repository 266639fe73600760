#pragma once
// Cross-correlation of planes with stride 1 and zeros around, same size (padding 1 for kernel 3, none for kernel 1):
//   out[o, y, x] = f(bias[o] + sum_{i, a, b} in[i, y + a - k/2, x + b - k/2] * weight[o, i, a, b]),   f = max(0, .) or
//   nothing
// Conventions of PyTorch; spec "Mask decoder: forward pass".

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

enum class PlaneActivation { None, Relu };

struct ConvolveArgs {
    Tensor in;     // [inputs, height, width] f32
    Tensor weight; // [outputs, inputs, kernel, kernel] f32, kernel 1 or 3
    Tensor bias;   // [outputs] f32
    Tensor out;    // [outputs, height, width] f32; overlaps nothing else
    PlaneActivation activation = PlaneActivation::None;
};
Result<void> validate(const ConvolveArgs& args);

} // namespace palimpsest
