#pragma once
// Which variant of a shader reads weights of a format. Pure; any thread.

#include <shader_code.h>

#include "engine/base/check.h"
#include "engine/tensor/dtype.h"

namespace palimpsest::vulkan {

// `first` is the f32 variant of a shader whose variants stand in the order f32, f16, bf16, q8, q4, as all of
// shaders/CMakeLists.txt do.
[[nodiscard]] inline Shader variant(Shader first, DType weight)
{
    const auto at
        = [first](std::uint32_t offset) { return static_cast<Shader>(static_cast<std::uint32_t>(first) + offset); };
    switch (weight) {
    case DType::F32:
        return at(0);
    case DType::F16:
        return at(1);
    case DType::BF16:
        return at(2);
    case DType::Q8:
        return at(3);
    case DType::Q4:
        return at(4);
    case DType::I32:
    case DType::U8:
        break;
    }
    PAL_CHECK(false);
    return first;
}

} // namespace palimpsest::vulkan
