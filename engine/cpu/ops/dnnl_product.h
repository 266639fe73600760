#pragma once
// oneDNN's matrix products, on the calling thread alone: our own pool cuts a product into slices, so no second set of
// threads competes for the processors.

#include <cstddef>
#include <cstdint>

namespace palimpsest::cpu {

// Row-major out[rows, outputs] = in[rows, width] * op(weight); strides in elements.
struct DenseProduct {
    std::size_t rows = 0;
    std::size_t outputs = 0;
    std::size_t width = 0;
    std::size_t inStride = 0;
    std::size_t weightStride = 0;
    std::size_t outStride = 0;
};

// Tells oneDNN's thread library to work on the calling thread alone. Cheap; once per slice.
void keepToThisThread();

// weight is [outputs, width].
[[nodiscard]] bool multiplyTransposed(const DenseProduct& size, const float* in, const float* weight, float* out);
// weight is [width, outputs].
[[nodiscard]] bool multiply(const DenseProduct& size, const float* in, const float* weight, float* out);
// bf16 in and weight ([outputs, width], any alignment), f32 out. False where this oneDNN or processor cannot.
[[nodiscard]] bool multiplyTransposedBf16(
    const DenseProduct& size, const std::uint16_t* in, const std::byte* weight, float* out);

} // namespace palimpsest::cpu
