// What push constants are made of, for GLSL and C++ alike: a struct of 8-byte addresses, then 4-byte scalars, at most
// 128 bytes. In C++ an address is a number; in GLSL it is a reference whose elements are `at[i]`.
#ifndef PAL_SHADERS_COMMON_PUSH_H
#define PAL_SHADERS_COMMON_PUSH_H

#ifdef __cplusplus

#include <cstdint>

#define PAL_PUSH_BEGIN namespace palimpsest::push {
#define PAL_PUSH_END }

namespace palimpsest::push {
using uint = std::uint32_t;
using AddressF32 = std::uint64_t;     // float
using AddressF32x4 = std::uint64_t;   // vec4, on a 16-byte boundary
using AddressI32 = std::uint64_t;     // int
using AddressWords = std::uint64_t;   // uint: packed weights, on a 4-byte boundary
using AddressWordsx2 = std::uint64_t; // uvec2: packed weights, on an 8-byte boundary
using AddressWordsx4 = std::uint64_t; // uvec4: packed weights, on a 16-byte boundary
} // namespace palimpsest::push

#else

#extension GL_EXT_buffer_reference : require
#extension GL_EXT_scalar_block_layout : require

#define PAL_PUSH_BEGIN
#define PAL_PUSH_END

layout(buffer_reference, scalar, buffer_reference_align = 4) buffer AddressF32
{
    float at[];
};
layout(buffer_reference, scalar, buffer_reference_align = 16) buffer AddressF32x4
{
    vec4 at[];
};
layout(buffer_reference, scalar, buffer_reference_align = 4) buffer AddressI32
{
    int at[];
};
layout(buffer_reference, scalar, buffer_reference_align = 4) readonly buffer AddressWords
{
    uint at[];
};
layout(buffer_reference, scalar, buffer_reference_align = 8) readonly buffer AddressWordsx2
{
    uvec2 at[];
};
layout(buffer_reference, scalar, buffer_reference_align = 16) readonly buffer AddressWordsx4
{
    uvec4 at[];
};

#endif

#endif
