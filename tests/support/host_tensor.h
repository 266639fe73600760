#pragma once
// A tensor of the CPU backend together with its memory, for tests that call operations directly.

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "engine/tensor/tensor.h"

namespace palimpsest {

class HostTensor {
public:
    // f32 of the given shape, zeros or the given values.
    explicit HostTensor(const Shape& shape);
    HostTensor(const Shape& shape, std::span<const float> values);
    // A weight matrix [rows, width]: the values rounded to bf16 or f16, or quantised to q8 or q4. It starts
    // `misalignment` bytes past a 64-byte boundary, as tensors in a mapped file may.
    static HostTensor matrix(
        DType dtype, std::size_t rows, std::size_t width, std::span<const float> values, std::size_t misalignment = 0);
    static HostTensor integers(std::span<const std::int32_t> values);

    [[nodiscard]] const Tensor& tensor() const { return m_tensor; }
    [[nodiscard]] std::vector<float> values() const; // of an f32 tensor

private:
    class Memory;
    HostTensor(DType dtype, const Shape& shape, std::size_t misalignment);
    [[nodiscard]] std::byte* bytes() const;

    std::shared_ptr<Memory> m_memory;
    Tensor m_tensor;
};

} // namespace palimpsest
