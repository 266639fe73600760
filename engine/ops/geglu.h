#pragma once
// Shazeer 2020: out = gelu(gate) * up, with the tanh form of engine/ops/gelu.h.

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

struct GegluArgs {
    Tensor gate; // [rows, width] f32
    Tensor up;   // [rows, width] f32
    Tensor out;  // [rows, width] f32; may be `gate` or `up` itself
};
Result<void> validate(const GegluArgs& args);

} // namespace palimpsest
