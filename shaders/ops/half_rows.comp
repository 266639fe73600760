#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/ops/round_rows.push.h"
#include "shaders/common/reduce.glsl"
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { RoundRowsPush push; };
// Rounds activations to f16 for the matrix unit. Gemma leaves the range of f16, so each row is first multiplied by a
// power of two that brings its largest magnitude below 2^11; push.scales gets the inverse. Behind the width there are
// zeros up to a whole block. One workgroup, one row.
void main()
{
    const uint row = gl_WorkGroupID.x;
    const uint base = row * push.width;
    float peak = 0.0;
    for (uint k = gl_LocalInvocationID.x; k < push.width; k += gl_WorkGroupSize.x)
        peak = max(peak, abs(push.src.at[base + k]));
    peak = workgroupMax(peak);
    // The exponent of the peak, read from its bits; rows of zeros or of tiny numbers are as good unscaled.
    const int exponent = peak > 1e-30 ? int(floatBitsToUint(peak) >> 23) - 127 : 10;
    const float scale = uintBitsToFloat(uint(127 + 10 - exponent) << 23);
    if (gl_LocalInvocationID.x == 0u)
        push.scales.at[row] = uintBitsToFloat(uint(127 + exponent - 10) << 23);
    const uint words = push.blocks * 16u;
    for (uint word = gl_LocalInvocationID.x; word < words; word += gl_WorkGroupSize.x) {
        vec2 pair = vec2(0.0);
        if (word * 2u < push.width)
            pair.x = push.src.at[base + word * 2u] * scale;
        if (word * 2u + 1u < push.width)
            pair.y = push.src.at[base + word * 2u + 1u] * scale;
        push.levels.at[row * words + word] = int(packHalf2x16(pair));
    }
}
