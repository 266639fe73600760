#pragma once
// The few largest logits of every row, largest first, the lower id among equals: of all ids, or of those in a list.
// Where there are fewer than asked for, the rest of `ids` is -1. -infinity and NaN are never chosen.

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

struct SelectTokensArgs {
    Tensor logits;  // [rows, width] f32
    Tensor allowed; // [count] i32, ids to choose from, each once and below width; absent: all
    Tensor ids;     // [rows, chosen] i32
    Tensor values;  // [rows, chosen] f32: their logits
};
Result<void> validate(const SelectTokensArgs& args);

} // namespace palimpsest
