#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/activation.glsl"
#include "shaders/common/reduce.glsl"
#include "shaders/common/visible_keys.glsl"
#include "shaders/ops/attention.push.h"
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { AttentionPush push; };

const uint kOwnColumns = 8; // of 256 at most, with 32 invocations at least

// The plain form: one workgroup, one row of one head; the softmax runs along with the keys (Milakov & Gimelshein 2018).
void main()
{
    const uint row = gl_WorkGroupID.x;
    const uint head = gl_WorkGroupID.y;
    const uint width = push.headWidth;
    const uint kvHead = head / (push.heads / push.kvHeads);
    const uint queryAt = (row * push.heads + head) * width;
    const uint position = push.hasPosition == 1u ? uint(push.position.at[0]) : push.firstPosition;
    const uvec2 visible
        = visibleKeys(position + row, push.keys, push.prefixLength, push.window, push.prefixExempt);
    float mixed[kOwnColumns];
    for (uint i = 0; i < kOwnColumns; ++i)
        mixed[i] = 0.0;
    float largest = -3.402823466e38;
    float sum = 0.0;
    for (uint u = visible.x; u < visible.y; ++u) {
        const uint keyAt = (u * push.kvHeads + kvHead) * width;
        float part = 0.0;
        for (uint c = gl_LocalInvocationID.x; c < width; c += gl_WorkGroupSize.x)
            part += push.query.at[queryAt + c] * push.key.at[keyAt + c];
        float score = push.scale * workgroupAdd(part);
        if (push.softcap > 0.0)
            score = push.softcap * tanhOf(score / push.softcap);
        const float before = largest;
        largest = max(largest, score);
        const float keep = exp(before - largest);
        const float weight = exp(score - largest);
        sum = sum * keep + weight;
        uint i = 0;
        for (uint c = gl_LocalInvocationID.x; c < width; c += gl_WorkGroupSize.x, ++i)
            mixed[i] = mixed[i] * keep + weight * push.value.at[keyAt + c];
    }
    uint i = 0;
    for (uint c = gl_LocalInvocationID.x; c < width; c += gl_WorkGroupSize.x, ++i)
        push.dst.at[queryAt + c] = mixed[i] / sum;
}
