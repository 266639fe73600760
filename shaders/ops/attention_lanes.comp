#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "shaders/common/activation.glsl"
#include "shaders/common/broadcast.glsl"
#include "shaders/common/visible_keys.glsl"
#include "shaders/ops/attention.push.h"
layout(local_size_x_id = 0) in;               // PAL_LANES
layout(constant_id = 1) const uint kWidth = 256; // headWidth
layout(constant_id = 2) const uint kStack = 4;   // query rows of an invocation
layout(constant_id = 3) const uint kKeys = 16;   // of one block
layout(push_constant, scalar) uniform Push { AttentionPush push; };

const uint kChunks = (kWidth + PAL_LANES - 1) / PAL_LANES;
const float kLowest = -3.402823466e38;

// Many rows, for devices that are processors: an invocation has kStack query rows of one key/value head (rows of all
// query heads that share it, one behind the other), and all go through the same blocks of keys. Keys and values are
// loaded once for the workgroup, a column per invocation, and handed round; queries and what is mixed stay with the
// invocation.
void main()
{
    const uint lane = gl_LocalInvocationID.x;
    const uint kvHead = gl_WorkGroupID.y;
    const uint group = push.heads / push.kvHeads;
    const uint items = push.rows * group;
    const uint firstItem = gl_WorkGroupID.x * kStack * PAL_LANES;
    const uint lastItem = min(firstItem + kStack * PAL_LANES, items) - 1;
    const uint position = push.hasPosition == 1u ? uint(push.position.at[0]) : push.firstPosition;
    // What any row of the workgroup sees: both ends only grow with the position.
    const uint begin = visibleKeys(
        position + firstItem / group, push.keys, push.prefixLength, push.window, push.prefixExempt).x;
    const uint end = visibleKeys(
        position + lastItem / group, push.keys, push.prefixLength, push.window, push.prefixExempt).y;

    uint rowAt[kStack];
    uvec2 visible[kStack];
    float largest[kStack];
    float sum[kStack];
    float query[kChunks * PAL_LANES * kStack];
    float mixed[kChunks * PAL_LANES * kStack];
    [[unroll]] for (uint m = 0; m < kStack; ++m) {
        const uint item = min(firstItem + m * PAL_LANES + lane, lastItem);
        rowAt[m] = (item / group * push.heads + kvHead * group + item % group) * kWidth;
        visible[m]
            = visibleKeys(position + item / group, push.keys, push.prefixLength, push.window, push.prefixExempt);
        largest[m] = kLowest;
        sum[m] = 0.0;
    }
    [[dont_unroll]] for (uint c = 0; c < kChunks * PAL_LANES; ++c) {
        [[unroll]] for (uint m = 0; m < kStack; ++m) {
            query[c * kStack + m] = c < kWidth ? push.query.at[rowAt[m] + c] * push.scale : 0.0;
            mixed[c * kStack + m] = 0.0;
        }
    }

    for (uint u = begin; u < end; u += kKeys) {
        float weight[kKeys * kStack];
        [[unroll]] for (uint i = 0; i < kKeys * kStack; ++i)
            weight[i] = 0.0;
        [[dont_unroll]] for (uint chunk = 0; chunk < kChunks; ++chunk) {
            const uint column = min(chunk * PAL_LANES + lane, kWidth - 1);
            float q[PAL_LANES * kStack];
            [[unroll]] for (uint i = 0; i < PAL_LANES * kStack; ++i)
                q[i] = query[chunk * PAL_LANES * kStack + i];
            [[unroll]] for (uint j = 0; j < kKeys; ++j) {
                const float own = push.key.at[(min(u + j, end - 1) * push.kvHeads + kvHead) * kWidth + column];
                [[unroll]] for (uint c = 0; c < PAL_LANES; ++c) {
                    const float k = valueOfLane(own, c);
                    [[unroll]] for (uint m = 0; m < kStack; ++m)
                        weight[j * kStack + m] += k * q[c * kStack + m];
                }
            }
        }
        float keep[kStack];
        [[unroll]] for (uint m = 0; m < kStack; ++m) {
            const float before = largest[m];
            [[unroll]] for (uint j = 0; j < kKeys; ++j) {
                if (push.softcap > 0.0)
                    weight[j * kStack + m] = push.softcap * tanhOf(weight[j * kStack + m] / push.softcap);
                const bool seen = u + j >= visible[m].x && u + j < visible[m].y;
                largest[m] = max(largest[m], seen ? weight[j * kStack + m] : kLowest);
            }
            keep[m] = exp(before - largest[m]);
            sum[m] *= keep[m];
            [[unroll]] for (uint j = 0; j < kKeys; ++j) {
                const bool seen = u + j >= visible[m].x && u + j < visible[m].y;
                weight[j * kStack + m] = seen ? exp(weight[j * kStack + m] - largest[m]) : 0.0;
                sum[m] += weight[j * kStack + m];
            }
        }
        [[dont_unroll]] for (uint chunk = 0; chunk < kChunks; ++chunk) {
            const uint column = min(chunk * PAL_LANES + lane, kWidth - 1);
            float sums[PAL_LANES * kStack];
            [[unroll]] for (uint i = 0; i < PAL_LANES * kStack; ++i)
                sums[i] = mixed[chunk * PAL_LANES * kStack + i] * keep[i % kStack];
            [[unroll]] for (uint j = 0; j < kKeys; ++j) {
                const float own = push.value.at[(min(u + j, end - 1) * push.kvHeads + kvHead) * kWidth + column];
                [[unroll]] for (uint c = 0; c < PAL_LANES; ++c) {
                    const float v = valueOfLane(own, c);
                    [[unroll]] for (uint m = 0; m < kStack; ++m)
                        sums[c * kStack + m] += weight[j * kStack + m] * v;
                }
            }
            [[unroll]] for (uint i = 0; i < PAL_LANES * kStack; ++i)
                mixed[chunk * PAL_LANES * kStack + i] = sums[i];
        }
    }
    [[unroll]] for (uint m = 0; m < kStack; ++m) {
        if (firstItem + m * PAL_LANES + lane > lastItem)
            continue;
        [[dont_unroll]] for (uint c = 0; c < kWidth; ++c)
            push.dst.at[rowAt[m] + c] = mixed[c * kStack + m] / sum[m];
    }
}
