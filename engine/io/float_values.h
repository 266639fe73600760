#pragma once
// The values of an F32, F16 or BF16 tensor as f32, and back with one rounding to nearest even. Pure functions.

#include <cstddef>
#include <span>
#include <vector>

#include "engine/io/stored_tensor.h"

namespace palimpsest {

// Elements [first, first + out.size()).
void readFloats(const StoredTensor& tensor, std::size_t first, std::span<float> out);
[[nodiscard]] std::vector<float> readFloats(const StoredTensor& tensor);

// Writes the values as `dtype` to `out`, which has values.size() elements of it.
void writeFloats(std::span<const float> values, DType dtype, std::span<std::byte> out);

} // namespace palimpsest
