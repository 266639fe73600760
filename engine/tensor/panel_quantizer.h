#pragma once
// The vector form of block::quantizePanel: stored numbers in, one panel out, bit for bit what the plain form gives for
// the same numbers in f32. Chooses the instruction set at run time. Any thread, each with its own quantizer.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/tensor/dtype.h"

namespace palimpsest {

class PanelQuantizer {
public:
    // For panels of matrices [rows, width]; format is Q8 or Q4.
    PanelQuantizer(DType format, std::size_t width);

    // `rows`: up to 16 rows of `width` numbers of type `stored` (F32, BF16 or F16), one behind the other, not aligned.
    // False when one of them is NaN, infinite or larger than kLargestStorable, and then the panel means nothing.
    [[nodiscard]] bool quantize(
        DType stored, std::span<const std::byte> rows, std::size_t rowCount, std::span<std::byte> panel);

    // The f16 minimum of a q4 block cannot hold more.
    static constexpr float kLargestStorable = 65504.0F;

private:
    DType m_format;
    std::size_t m_width;
    std::vector<float> m_rows; // [16, width]
};

// The largest magnitude among `count` stored numbers (F32, BF16 or F16), infinity or NaN if there is any of those.
// With `widened`, their f32 values go there.
[[nodiscard]] float largestMagnitude(
    DType stored, std::span<const std::byte> numbers, std::size_t count, float* widened = nullptr);

} // namespace palimpsest
