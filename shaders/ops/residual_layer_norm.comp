#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/reduce.glsl"
#include "shaders/ops/residual_layer_norm.push.h"
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { ResidualLayerNormPush push; };

// One workgroup has one row; an invocation reads only what it wrote itself. Two passes, as in layer_norm.comp.
void main()
{
    const uint base = gl_WorkGroupID.x * push.width;
    float sum = 0.0;
    for (uint c = gl_LocalInvocationID.x; c < push.width; c += gl_WorkGroupSize.x) {
        const float x = push.residual.at[base + c] + push.branch.at[base + c];
        push.residual.at[base + c] = x;
        sum += x;
    }
    const float mean = workgroupAdd(sum) / float(push.width);
    float sumSquares = 0.0;
    for (uint c = gl_LocalInvocationID.x; c < push.width; c += gl_WorkGroupSize.x) {
        const float x = push.residual.at[base + c] - mean;
        sumSquares += x * x;
    }
    const float scale = 1.0 / sqrt(workgroupAdd(sumSquares) / float(push.width) + push.epsilon);
    for (uint c = gl_LocalInvocationID.x; c < push.width; c += gl_WorkGroupSize.x)
        push.normed.at[base + c]
            = (push.residual.at[base + c] - mean) * scale * push.weight.at[c] + push.bias.at[c];
}
