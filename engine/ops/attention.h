#pragma once
// Scaled dot-product attention with grouped key/value heads, tanh soft cap and the prefix rule of PaliGemma:
//   s[h, t, u] = cap(scale * query[t, h] . key[u, h / (heads / kvHeads)]),  cap(x) = softcap * tanh(x / softcap)
//   out[t, h]  = sum_u softmax_u(s) * value[u, h / (heads / kvHeads)]
// Row r of `query` stands at sequence position t = firstPosition + r; key u at position u. Key u is visible from t when
//   u <= t, or t < prefixLength and u < prefixLength;
// a window W > 0 hides keys with t - u >= W: from every row (LowerSide, "W1"), or only from rows t >= prefixLength
// (PrefixExempt, "W2"). Hidden keys weigh exactly 0. Scores, soft cap and softmax are f32.

#include <cstddef>

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

enum class WindowRule { LowerSide, PrefixExempt };

struct AttentionArgs {
    Tensor query; // [rows, heads, headWidth] f32
    Tensor key;   // [keys, kvHeads, headWidth] f32; kvHeads divides heads
    Tensor value; // [keys, kvHeads, headWidth] f32
    Tensor out;   // [rows, heads, headWidth] f32; overlaps nothing else
    float scale = 1.0F;
    float softcap = 0.0F; // 0: none
    std::size_t firstPosition = 0;
    Tensor position; // [1] i32, or absent: stands in for firstPosition, read when the operation runs
    std::size_t prefixLength = 0;
    std::size_t window = 0; // 0: none
    WindowRule windowRule = WindowRule::LowerSide;
};
Result<void> validate(const AttentionArgs& args);

// Whether key position u is visible from query position t: the rule above, for every backend's tests.
[[nodiscard]] bool isVisible(const AttentionArgs& args, std::size_t t, std::size_t u);

} // namespace palimpsest
