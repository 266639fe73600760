#pragma once
// out[r] = log sum_c exp(in[r, c]), with the row maximum taken out first: what turns a logit into a log-probability.

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

struct LogSumExpArgs {
    Tensor in;  // [rows, width] f32
    Tensor out; // [rows] f32
};
Result<void> validate(const LogSumExpArgs& args);

} // namespace palimpsest
