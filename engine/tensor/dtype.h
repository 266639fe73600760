#pragma once
// How the numbers of a tensor are stored. Q8 and Q4 are the block formats of engine/tensor/block_format.h.

#include <cstddef>
#include <string_view>

namespace palimpsest {

enum class DType { F32, F16, BF16, I32, U8, Q8, Q4 };

[[nodiscard]] constexpr bool isBlockFormat(DType dtype)
{
    return dtype == DType::Q8 || dtype == DType::Q4;
}

// Bytes of one element; 0 for block formats, whose elements have no address of their own.
[[nodiscard]] constexpr std::size_t elementBytes(DType dtype)
{
    switch (dtype) {
    case DType::F32:
    case DType::I32:
        return 4;
    case DType::F16:
    case DType::BF16:
        return 2;
    case DType::U8:
        return 1;
    case DType::Q8:
    case DType::Q4:
        return 0;
    }
    return 0;
}

[[nodiscard]] constexpr std::string_view nameOf(DType dtype)
{
    switch (dtype) {
    case DType::F32:
        return "f32";
    case DType::F16:
        return "f16";
    case DType::BF16:
        return "bf16";
    case DType::I32:
        return "i32";
    case DType::U8:
        return "u8";
    case DType::Q8:
        return "q8";
    case DType::Q4:
        return "q4";
    }
    return "?";
}

} // namespace palimpsest
