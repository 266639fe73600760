#pragma once
// Su et al. 2021, rotary position embedding with half-split pairs (i, i + d/2), d = head width, p = position:
//   a = p * base^(-2i/d);  out[i] = x[i] cos a - x[i + d/2] sin a;  out[i + d/2] = x[i + d/2] cos a + x[i] sin a
// Angles are f32 and reduced properly before sine and cosine.

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

struct RopeArgs {
    Tensor in;        // [rows, heads, headWidth] f32, headWidth even
    Tensor positions; // [rows] i32: the position of each row
    Tensor out;       // the shape of `in`, f32; may be `in` itself
    float base = 10000.0F;
};
Result<void> validate(const RopeArgs& args);

} // namespace palimpsest
