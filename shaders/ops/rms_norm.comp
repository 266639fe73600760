#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/reduce.glsl"
#include "shaders/ops/rms_norm.push.h"
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { RmsNormPush push; };
// One workgroup normalises one row.
void main()
{
    const uint base = gl_WorkGroupID.x * push.width;
    float sumSquares = 0.0;
    for (uint c = gl_LocalInvocationID.x; c < push.width; c += gl_WorkGroupSize.x) {
        const float x = push.src.at[base + c];
        sumSquares += x * x;
    }
    const float scale = 1.0 / sqrt(workgroupAdd(sumSquares) / float(push.width) + push.epsilon);
    for (uint c = gl_LocalInvocationID.x; c < push.width; c += gl_WorkGroupSize.x)
        push.dst.at[base + c] = push.src.at[base + c] * scale * (1.0 + push.weight.at[c]);
}
