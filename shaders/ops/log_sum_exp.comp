#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/reduce.glsl"
#include "shaders/ops/log_sum_exp.push.h"
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { LogSumExpPush push; };
// One workgroup, one row.
void main()
{
    const uint base = gl_WorkGroupID.x * push.width;
    float largest = -3.402823466e38;
    for (uint c = gl_LocalInvocationID.x; c < push.width; c += gl_WorkGroupSize.x)
        largest = max(largest, push.src.at[base + c]);
    largest = workgroupMax(largest);
    float sum = 0.0;
    for (uint c = gl_LocalInvocationID.x; c < push.width; c += gl_WorkGroupSize.x)
        sum += exp(push.src.at[base + c] - largest);
    sum = workgroupAdd(sum);
    if (gl_LocalInvocationID.x == 0)
        push.dst.at[gl_WorkGroupID.x] = largest + log(sum);
}
