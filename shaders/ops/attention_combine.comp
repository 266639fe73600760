#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/visible_keys.glsl"
#include "shaders/ops/attention.push.h"
layout(local_size_x_id = 0) in;
layout(constant_id = 1) const uint kQuads = 64; // headWidth / 4
layout(constant_id = 2) const uint kSliceKeys = 32;
layout(push_constant, scalar) uniform Push { AttentionPush push; };

// Joins the slices of attention_decode.comp, in their order: one workgroup, one query row of one head.
void main()
{
    const uint item = gl_WorkGroupID.x; // of its key/value head
    const uint kvHead = gl_WorkGroupID.y;
    const uint group = push.heads / push.kvHeads;
    const uint items = push.rows * group;
    const uint position = push.hasPosition == 1u ? uint(push.position.at[0]) : push.firstPosition;
    const uvec2 visible
        = visibleKeys(position + item / group, push.keys, push.prefixLength, push.window, push.prefixExempt);
    const uint begin = visible.x / kSliceKeys;
    const uint end = (visible.y + kSliceKeys - 1) / kSliceKeys;
    const uint sliceCount = (push.keys + kSliceKeys - 1) / kSliceKeys;
    const uint at = (kvHead * items + item) * sliceCount;

    AddressF32x4 slices = AddressF32x4(push.slices);
    float largest = -3.402823466e38;
    for (uint s = begin; s < end; ++s)
        largest = max(largest, slices.at[(at + s) * (kQuads + 1) + kQuads].x);
    AddressF32x4 dst = AddressF32x4(push.dst);
    const uint dstAt = (item / group * push.heads + kvHead * group + item % group) * kQuads;
    for (uint i = gl_LocalInvocationID.x; i < kQuads; i += gl_WorkGroupSize.x) {
        vec4 mixed = vec4(0.0);
        float sum = 0.0;
        for (uint s = begin; s < end; ++s) {
            const vec4 ofSlice = slices.at[(at + s) * (kQuads + 1) + kQuads];
            const float scale = exp(ofSlice.x - largest);
            sum += scale * ofSlice.y;
            mixed += scale * slices.at[(at + s) * (kQuads + 1) + i];
        }
        dst.at[dstAt + i] = mixed / sum;
    }
}
