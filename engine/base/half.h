#pragma once
// Conversions between f32 and the two 16-bit storage formats, one value at a time: the reference for the vector forms.
// Both roundings are to nearest, ties to even.

#include <bit>
#include <cstdint>

namespace palimpsest {

// bfloat16: the upper half of an f32. NaN stays NaN.
inline float bf16ToFloat(std::uint16_t bits)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

inline std::uint16_t floatToBf16(float value)
{
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
    if ((bits & 0x7fffffffU) > 0x7f800000U)
        return static_cast<std::uint16_t>((bits >> 16) | 0x40U);
    return static_cast<std::uint16_t>((bits + 0x7fffU + ((bits >> 16) & 1U)) >> 16);
}

// IEEE 754 binary16, subnormals included; overflow becomes infinity.
float f16ToFloat(std::uint16_t bits);
std::uint16_t floatToF16(float value);

} // namespace palimpsest
