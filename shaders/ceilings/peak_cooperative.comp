// Four chains of matrix products on the matrix unit, f16 operands and f32 sums, that never leave the registers: every
// subgroup does 4 * 2 * 16^3 operations a round.
#version 460
#pragma use_vulkan_memory_model
#extension GL_GOOGLE_include_directive : require
#extension GL_KHR_shader_subgroup_basic : require
#include "shaders/ceilings/peak.push.h"
#include "shaders/common/cooperative_matrix.glsl"
layout(local_size_x_id = 0) in; // eight subgroups
layout(push_constant, scalar) uniform Push { PeakPush push; };
shared float results[8 * 256];
void main()
{
    const MatrixA a = MatrixA(float16_t(push.factor));
    const MatrixB b = MatrixB(float16_t(push.addend));
    MatrixSum s0 = MatrixSum(0.0);
    MatrixSum s1 = MatrixSum(1.0);
    MatrixSum s2 = MatrixSum(2.0);
    MatrixSum s3 = MatrixSum(3.0);
    for (uint round = 0; round < push.rounds; ++round) {
        s0 = multiplyAdd(a, b, s0);
        s1 = multiplyAdd(a, b, s1);
        s2 = multiplyAdd(a, b, s2);
        s3 = multiplyAdd(a, b, s3);
    }
    s0 = s0 + s1 + s2 + s3;
    storeMatrix(s0, results, gl_SubgroupID * 256, 16);
    barrier();
    const float sum = results[gl_LocalInvocationIndex];
    if (sum == 12345.678)
        push.dst.at[0] = sum;
}
