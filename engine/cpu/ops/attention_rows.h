#pragma once
// The parts of fast attention that run on the best instruction set, for one query row and one head. Any thread.

#include <cstddef>

#include "engine/ops/attention.h"

namespace palimpsest::cpu {

// Keys [first, last) that a query position sees: the rule of engine/ops/attention.h always gives one run.
struct KeyRange {
    std::size_t first = 0;
    std::size_t last = 0;
};
[[nodiscard]] KeyRange visibleKeys(const AttentionArgs& args, std::size_t position);

// scores[0..count) become exp(cap(scale * score) - largest); returns their sum.
float exponentiate(const AttentionArgs& args, float* scores, std::size_t count);

void scaleRow(float* row, std::size_t width, float factor);

// One query row of one head against keys [range) of its key/value head; `scores` holds one number per key in range.
struct AttentionRow {
    const float* query = nullptr; // [width]
    const float* key = nullptr;   // of position 0; the next position lies `stride` further
    const float* value = nullptr;
    std::size_t stride = 0;
    std::size_t width = 0;
    KeyRange range;
    float* out = nullptr; // [width]
};
void attendOneRow(const AttentionArgs& args, const AttentionRow& row, float* scores);

} // namespace palimpsest::cpu
