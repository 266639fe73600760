#pragma once
// NumPy's array format (.npy, versions 1 to 3): parsing and writing of one array in memory. Plain values; any thread.
// Source: spec "NPZ / NPY reader requirements" and NumPy's published format description.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/tensor/shape.h"

namespace palimpsest {

enum class NpyType { F2, F4, F8, U1, I4, I8 };

[[nodiscard]] std::size_t elementBytes(NpyType type);
[[nodiscard]] std::string_view descriptionOf(NpyType type); // "<f4"

struct NpyArray {
    NpyType type = NpyType::F4;
    Shape shape;
    std::vector<std::byte> bytes; // little endian, row-major (Fortran order is transposed while parsing)
};

// `name` stands in messages. InvalidModel for what is no such array; Unsupported for element types outside the list
// (object arrays, which would be pickled code, structured, big-endian and complex ones) and for more than four
// dimensions.
Result<NpyArray> parseNpy(std::span<const std::byte> file, std::string_view name);

// Widens or rounds to f32; Unsupported for integers.
Result<std::vector<float>> toFloats(const NpyArray& array, std::string_view name);

// What stands before the elements: version 1.0, padded so that they start on a multiple of 64.
std::string npyHeader(NpyType type, const Shape& shape);

} // namespace palimpsest
