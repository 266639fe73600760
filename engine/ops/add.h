#pragma once
// out = a + b, element by element: residual connections, position embeddings.

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

struct AddArgs {
    Tensor a;   // any shape, f32
    Tensor b;   // the same shape, f32
    Tensor out; // the same shape, f32; may be `a` or `b` itself
};
Result<void> validate(const AddArgs& args);

} // namespace palimpsest
