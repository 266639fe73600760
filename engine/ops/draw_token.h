#pragma once
// One id drawn at random from a row of logits (Holtzman et al. 2020):
//   weight[i] = exp((logits[i] - largest) / temperature), of all ids or of those in a list
//   kept: the smallest set of most probable ids, the lower id among equals, whose weights reach topP of their sum
//   drawn: the first id, in ascending order, with which the weights of those kept reach `point` of their sum
// -infinity and NaN are never drawn; where there is nothing else `id` is -1.

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

struct DrawTokenArgs {
    Tensor logits;            // [1, width] f32
    Tensor allowed;           // [count] i32, ids to draw from, ascending, each once and below width; absent: all
    Tensor id;                // [1, 1] i32
    Tensor value;             // [1, 1] f32: its logit
    float temperature = 1.0F; // above 0
    float topP = 1.0F;        // above 0, at most 1
    float point = 1.0F;       // above 0, at most 1: uniform, from the caller's random numbers
};
Result<void> validate(const DrawTokenArgs& args);

} // namespace palimpsest
