#pragma once
// Tensors of the CPU backend as host pointers. Weights adopted from a mapped file may lie at any alignment: read them
// with loadAt, never through a typed pointer.

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "engine/base/half.h"
#include "engine/tensor/tensor.h"

namespace palimpsest::cpu {

template <typename T> [[nodiscard]] inline T* pointerTo(const Tensor& tensor)
{
    return reinterpret_cast<T*>(static_cast<std::uintptr_t>(tensor.address())); // NOLINT: the address is ours
}

// Memory on a 64-byte boundary at least, contents undefined, to be given back with std::free; null where the system has
// no more. Large pieces ask for large pages: caches of keys and values are read across page after page.
[[nodiscard]] std::byte* allocateHostMemory(std::size_t sizeBytes);

// Element `index` of an f32, f16 or bf16 array that may be unaligned.
[[nodiscard]] inline float loadAt(const std::byte* base, DType dtype, std::size_t index)
{
    if (dtype == DType::F32) {
        float value = 0;
        std::memcpy(&value, base + index * 4, 4);
        return value;
    }
    std::uint16_t bits = 0;
    std::memcpy(&bits, base + index * 2, 2);
    return dtype == DType::F16 ? f16ToFloat(bits) : bf16ToFloat(bits);
}

// out[width] = row `row` of a matrix in any weight format, in f32.
void loadRow(const Tensor& matrix, std::size_t row, float* out);

} // namespace palimpsest::cpu
