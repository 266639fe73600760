#pragma once
// Hendrycks & Gimpel 2016, tanh approximation:
//   out = 0.5 * x * (1 + tanh(0.7978845608028654 * (x + 0.044715 * x^3)))

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

struct GeluArgs {
    Tensor in;  // any shape, f32
    Tensor out; // the same shape, f32; may be `in` itself
};
Result<void> validate(const GeluArgs& args);

} // namespace palimpsest
