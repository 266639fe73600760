#pragma once
// out = cap * tanh(in / cap), element by element: Gemma 2's final logits.

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

struct SoftcapArgs {
    Tensor in;         // any shape, f32
    Tensor out;        // the same shape, f32; may be `in` itself
    float cap = 30.0F; // above 0
};
Result<void> validate(const SoftcapArgs& args);

} // namespace palimpsest
