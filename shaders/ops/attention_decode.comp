#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "shaders/common/activation.glsl"
#include "shaders/common/visible_keys.glsl"
#include "shaders/ops/attention.push.h"
layout(local_size_x_id = 0) in;               // at least kQuads, a multiple of kParts
layout(constant_id = 1) const uint kQuads = 64;   // headWidth / 4
layout(constant_id = 2) const uint kQueries = 4;  // query rows of a workgroup
layout(constant_id = 3) const uint kSliceKeys = 32; // a multiple of kParts
layout(push_constant, scalar) uniform Push { AttentionPush push; };

const uint kParts = 8; // invocations that share a key, and that share the softmax of a query row
const uint kStride = kParts + 1;
const uint kPassKeys = gl_WorkGroupSize.x / kParts;
const float kLowest = -3.402823466e38;

shared vec4 query[kQueries * kQuads];
shared float partial[kQueries * kPassKeys * kStride];
shared float weight[kQueries * kSliceKeys];
shared vec4 mixed[kQueries * gl_WorkGroupSize.x];

uvec2 visibleFrom(uint position, uint item)
{
    const uint row = position + item / (push.heads / push.kvHeads);
    return visibleKeys(row, push.keys, push.prefixLength, push.window, push.prefixExempt);
}

// Few rows: a workgroup has one slice of the keys of one key/value head and kQueries of the query rows that share it
// (rows of all query heads, one behind the other). It leaves what its slice gives: kQuads vectors not yet divided, then
// (largest score, sum). attention_combine.comp joins the slices.
void main()
{
    const uint lane = gl_LocalInvocationID.x;
    const uint slice = gl_WorkGroupID.x;
    const uint kvHead = gl_WorkGroupID.y;
    const uint group = push.heads / push.kvHeads;
    const uint items = push.rows * group;
    const uint firstItem = gl_WorkGroupID.z * kQueries;
    const uint lastItem = min(firstItem + kQueries, items) - 1;
    const uint position = push.hasPosition == 1u ? uint(push.position.at[0]) : push.firstPosition;
    const uint firstKey = slice * kSliceKeys;
    // Both ends of what a row sees only grow with its position.
    if (firstKey >= visibleFrom(position, lastItem).y || firstKey + kSliceKeys <= visibleFrom(position, firstItem).x)
        return;
    const uint endKey = min(firstKey + kSliceKeys, push.keys);

    AddressF32x4 queries = AddressF32x4(push.query);
    AddressF32x4 keys = AddressF32x4(push.key);
    AddressF32x4 values = AddressF32x4(push.value);
    for (uint i = lane; i < kQueries * kQuads; i += gl_WorkGroupSize.x) {
        const uint item = min(firstItem + i / kQuads, lastItem);
        const uint head = kvHead * group + item % group;
        query[i] = queries.at[(item / group * push.heads + head) * kQuads + i % kQuads] * push.scale;
    }
    barrier();

    // Scores: kParts invocations for each key.
    const uint part = lane % kParts;
    for (uint pass = 0; pass < kSliceKeys; pass += kPassKeys) {
        const uint own = lane / kParts;
        const uint keyAt = (min(firstKey + pass + own, endKey - 1) * push.kvHeads + kvHead) * kQuads;
        float sums[kQueries];
        [[unroll]] for (uint q = 0; q < kQueries; ++q)
            sums[q] = 0.0;
        for (uint i = part; i < kQuads; i += kParts) {
            const vec4 k = keys.at[keyAt + i];
            [[unroll]] for (uint q = 0; q < kQueries; ++q)
                sums[q] += dot(query[q * kQuads + i], k);
        }
        [[unroll]] for (uint q = 0; q < kQueries; ++q)
            partial[(q * kPassKeys + own) * kStride + part] = sums[q];
        barrier();
        for (uint i = lane; i < kQueries * kPassKeys; i += gl_WorkGroupSize.x) {
            const uint key = pass + i % kPassKeys;
            if (key >= kSliceKeys)
                continue;
            float score = 0.0;
            for (uint p = 0; p < kParts; ++p)
                score += partial[i * kStride + p];
            if (push.softcap > 0.0)
                score = push.softcap * tanhOf(score / push.softcap);
            const uvec2 visible = visibleFrom(position, min(firstItem + i / kPassKeys, lastItem));
            const bool seen = firstKey + key >= visible.x && firstKey + key < visible.y;
            weight[i / kPassKeys * kSliceKeys + key] = seen ? score : kLowest;
        }
        barrier();
    }

    // Softmax: kParts invocations for each query row.
    const bool hasRow = lane < kQueries * kParts;
    const uint first = lane / kParts * kSliceKeys + part;
    const uint slot = lane / kParts * kStride;
    float largest = kLowest;
    if (hasRow) {
        for (uint u = 0; u < kSliceKeys; u += kParts)
            largest = max(largest, weight[first + u]);
        partial[slot + part] = largest;
    }
    barrier();
    float sum = 0.0;
    if (hasRow) {
        for (uint p = 0; p < kParts; ++p)
            largest = max(largest, partial[slot + p]);
        for (uint u = 0; u < kSliceKeys; u += kParts) {
            const float score = weight[first + u];
            const float own = score > kLowest ? exp(score - largest) : 0.0; // exactly 0 where hidden
            weight[first + u] = own;
            sum += own;
        }
    }
    barrier();
    if (hasRow)
        partial[slot + part] = sum;
    barrier();

    // Mixing: as many invocations for each four columns as there are.
    const uint mixers = max(gl_WorkGroupSize.x / kQuads, 1u);
    const uint column = lane % kQuads;
    const uint mixer = lane / kQuads;
    vec4 sums[kQueries];
    [[unroll]] for (uint q = 0; q < kQueries; ++q)
        sums[q] = vec4(0.0);
    if (mixer < mixers) {
        for (uint u = mixer; firstKey + u < endKey; u += mixers) {
            const vec4 v = values.at[((firstKey + u) * push.kvHeads + kvHead) * kQuads + column];
            [[unroll]] for (uint q = 0; q < kQueries; ++q)
                sums[q] += weight[q * kSliceKeys + u] * v;
        }
    }
    [[unroll]] for (uint q = 0; q < kQueries; ++q)
        mixed[q * gl_WorkGroupSize.x + lane] = sums[q];
    barrier();

    AddressF32x4 slices = AddressF32x4(push.slices);
    const uint sliceCount = (push.keys + kSliceKeys - 1) / kSliceKeys;
    for (uint i = lane; i < kQueries * kQuads; i += gl_WorkGroupSize.x) {
        const uint q = i / kQuads;
        if (firstItem + q > lastItem)
            break;
        vec4 whole = vec4(0.0);
        for (uint m = 0; m < mixers; ++m)
            whole += mixed[q * gl_WorkGroupSize.x + m * kQuads + i % kQuads];
        const uint item = (kvHead * items + firstItem + q) * sliceCount + slice;
        slices.at[item * (kQuads + 1) + i % kQuads] = whole;
    }
    if (hasRow && part == 0 && firstItem + lane / kParts <= lastItem) {
        sum = 0.0;
        for (uint p = 0; p < kParts; ++p)
            sum += partial[slot + p];
        const uint item = (kvHead * items + firstItem + lane / kParts) * sliceCount + slice;
        slices.at[item * (kQuads + 1) + kQuads] = vec4(largest, sum, 0.0, 0.0);
    }
}
