#pragma once
// out[r, :] = table[ids[r], :] * scale

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

struct EmbedArgs {
    Tensor ids;         // [rows] i32, each below the table's rows
    Tensor table;       // [vocabulary, width] f32 | f16 | bf16 | q8 | q4
    Tensor out;         // [rows, width] f32
    float scale = 1.0F; // sqrt(width) for Gemma
};
Result<void> validate(const EmbedArgs& args);

} // namespace palimpsest
