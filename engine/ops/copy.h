#pragma once
// out = in: rows into a cache, a row out of many.

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

struct CopyArgs {
    Tensor in;  // any shape, f32
    Tensor out; // as many elements, f32; does not overlap `in`
};
Result<void> validate(const CopyArgs& args);

} // namespace palimpsest
