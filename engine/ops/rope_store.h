#pragma once
// What stands between a decoder layer's products and its attention (two times rope.h, and copy.h, in one): queries are
// turned in place, keys are turned into their rows of the cache, values are copied into theirs.

#include <cstddef>

#include "engine/base/result.h"
#include "engine/tensor/tensor.h"

namespace palimpsest {

struct RopeStoreArgs {
    Tensor query;      // [rows, heads, headWidth] f32, turned in place; or absent
    Tensor key;        // [rows, kvHeads, headWidth] f32, headWidth even
    Tensor value;      // [rows, kvHeads, headWidth] f32
    Tensor positions;  // [rows] i32: the position of each row
    Tensor keyCache;   // [capacity, kvHeads, headWidth] f32: rows [cacheRow, cacheRow + rows) are written
    Tensor valueCache; // the same
    std::size_t cacheRow = 0;
    Tensor cacheRowTensor; // [1] i32, or absent: stands in for cacheRow, read when the operation runs
    float base = 10000.0F;
};
Result<void> validate(const RopeStoreArgs& args);

// The rows of a cache that are written, if `args.cacheRow` says which.
[[nodiscard]] Tensor writtenRows(const RopeStoreArgs& args, const Tensor& cache);

} // namespace palimpsest
