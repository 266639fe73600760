#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/reduce.glsl"
#include "shaders/ops/residual_norm.push.h"
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { ResidualNormPush push; };

// One workgroup has one row; an invocation reads only what it wrote itself.
void main()
{
    const uint base = gl_WorkGroupID.x * push.width;
    float branchScale = 1.0;
    if (push.hasBranchWeight == 1u) {
        float sumSquares = 0.0;
        for (uint c = gl_LocalInvocationID.x; c < push.width; c += gl_WorkGroupSize.x) {
            const float x = push.branch.at[base + c];
            sumSquares += x * x;
        }
        branchScale = 1.0 / sqrt(workgroupAdd(sumSquares) / float(push.width) + push.epsilon);
    }
    float sumSquares = 0.0;
    for (uint c = gl_LocalInvocationID.x; c < push.width; c += gl_WorkGroupSize.x) {
        float branch = push.branch.at[base + c];
        if (push.hasBranchWeight == 1u)
            branch *= branchScale * (1.0 + push.branchWeight.at[c]);
        const float x = push.residual.at[base + c] + branch;
        push.residual.at[base + c] = x;
        sumSquares += x * x;
    }
    const float scale = 1.0 / sqrt(workgroupAdd(sumSquares) / float(push.width) + push.epsilon);
    for (uint c = gl_LocalInvocationID.x; c < push.width; c += gl_WorkGroupSize.x)
        push.normed.at[base + c] = push.residual.at[base + c] * scale * (1.0 + push.nextWeight.at[c]);
}
