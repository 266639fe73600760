#pragma once
// The rotation of engine/ops/rope.h for one row on the best instruction set. Any thread.

#include <cstddef>

namespace palimpsest::cpu {

// cosine[i], sine[i] of position * frequency[i].
void rotaryAngles(float position, const float* frequency, float* cosine, float* sine, std::size_t count);

// One head of `2 * half` numbers; `out` may be `in`.
void rotateHead(const float* in, const float* cosine, const float* sine, float* out, std::size_t half);

} // namespace palimpsest::cpu
