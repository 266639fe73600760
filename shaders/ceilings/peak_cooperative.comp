// Four chains of matrix products on the matrix unit, f16 operands and f32 sums: every subgroup does 4 * 2 * 16^3
// operations a round. They never leave the registers; or (PEAK_FED) the four operands of a round come from shared
// memory, in rows as matmul_cooperative has them.
#version 460
#pragma use_vulkan_memory_model
#extension GL_GOOGLE_include_directive : require
#extension GL_KHR_shader_subgroup_basic : require
#include "shaders/ceilings/peak.push.h"
#include "shaders/common/cooperative_matrix.glsl"
layout(local_size_x_id = 0) in; // eight subgroups
layout(push_constant, scalar) uniform Push { PeakPush push; };
shared float results[8 * 256];
#ifdef PEAK_FED
const uint kStride = 9; // uvec4, eight f16 each, of a row of 64 and some more
const uint kTileRows = 128;
shared uvec4 tile[kTileRows * kStride];
#endif
void main()
{
#ifdef PEAK_FED
    for (uint i = gl_LocalInvocationIndex; i < kTileRows * kStride; i += gl_WorkGroupSize.x)
        tile[i] = uvec4(packHalf2x16(vec2(push.factor, push.addend)));
    barrier();
    const uint first = (gl_SubgroupID & 1u) * 32u * kStride;
#else
    const MatrixA a = MatrixA(float16_t(push.factor));
    const MatrixB b = MatrixB(float16_t(push.addend));
#endif
    MatrixSum s0 = MatrixSum(0.0);
    MatrixSum s1 = MatrixSum(1.0);
    MatrixSum s2 = MatrixSum(2.0);
    MatrixSum s3 = MatrixSum(3.0);
    for (uint round = 0; round < push.rounds; ++round) {
#ifdef PEAK_FED
        const uint at = first + (round & 3u) * 2u;
        MatrixA a0;
        MatrixA a1;
        MatrixB b0;
        MatrixB b1;
        loadMatrixA(a0, tile, at, kStride);
        loadMatrixA(a1, tile, at + 16u * kStride, kStride);
        loadMatrixB(b0, tile, at + 64u * kStride, kStride);
        loadMatrixB(b1, tile, at + 80u * kStride, kStride);
        s0 = multiplyAdd(a0, b0, s0);
        s1 = multiplyAdd(a0, b1, s1);
        s2 = multiplyAdd(a1, b0, s2);
        s3 = multiplyAdd(a1, b1, s3);
#else
        s0 = multiplyAdd(a, b, s0);
        s1 = multiplyAdd(a, b, s1);
        s2 = multiplyAdd(a, b, s2);
        s3 = multiplyAdd(a, b, s3);
#endif
    }
    s0 = s0 + s1 + s2 + s3;
    storeMatrix(s0, results, gl_SubgroupID * 256, 16);
    barrier();
    const float sum = results[gl_LocalInvocationIndex];
    if (sum == 12345.678)
        push.dst.at[0] = sum;
}
