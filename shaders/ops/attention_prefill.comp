#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "shaders/common/activation.glsl"
#include "shaders/common/visible_keys.glsl"
#include "shaders/ops/attention.push.h"
layout(local_size_x_id = 0) in;             // 8 * PAL_TILE
layout(constant_id = 1) const uint kQuads = 64; // headWidth / 4
layout(constant_id = 2) const uint kRows = 8;   // query rows that one invocation mixes, 4, 8, 16 or 32, such that
                                                // kQuads * PAL_TILE / kRows is at most the workgroup
layout(push_constant, scalar) uniform Push { AttentionPush push; };

#define PAL_TILE 32u // query rows of a workgroup, and keys of a block
const uint kParts = 8;       // invocations that share a query row's softmax; query rows that one invocation scores are
const uint kScored = PAL_TILE / kParts;
const uint kStagedQuads = 16; // of a key, at a time
const uint kStagedStride = kStagedQuads + 1;
const uint kPartStride = kParts + 1;
const float kLowest = -3.402823466e38;

shared vec4 staged[PAL_TILE * kStagedStride]; // [key][quad]
shared vec4 weight[PAL_TILE * PAL_TILE / 4]; // [key][query row], four rows at a time
shared float partial[PAL_TILE * kPartStride];
shared float keep[PAL_TILE];  // what the block leaves of what was mixed before
shared float total[PAL_TILE];

// Many rows: a workgroup has PAL_TILE query rows of one key/value head (rows of all query heads that share it, one
// behind the other) and goes through the keys in blocks; the softmax runs along (Milakov & Gimelshein 2018), so scores
// never leave the workgroup.
void main()
{
    const uint lane = gl_LocalInvocationID.x;
    const uint kvHead = gl_WorkGroupID.y;
    const uint group = push.heads / push.kvHeads;
    const uint firstItem = gl_WorkGroupID.x * PAL_TILE;
    const uint lastItem = min(firstItem + PAL_TILE, push.rows * group) - 1;
    const uint position = push.hasPosition == 1u ? uint(push.position.at[0]) : push.firstPosition;
    // What any row of the workgroup sees: both ends only grow with the position.
    const uint begin = visibleKeys(
        position + firstItem / group, push.keys, push.prefixLength, push.window, push.prefixExempt).x;
    const uint end = visibleKeys(
        position + lastItem / group, push.keys, push.prefixLength, push.window, push.prefixExempt).y;

    AddressF32x4 queries = AddressF32x4(push.query);
    AddressF32x4 keys = AddressF32x4(push.key);
    AddressF32x4 values = AddressF32x4(push.value);

    // Scoring: one key, kScored query rows.
    const uint scoredKey = lane % PAL_TILE;
    const uint scoredRow = lane / PAL_TILE * kScored;
    uint queryAt[kScored];
    [[unroll]] for (uint r = 0; r < kScored; ++r) {
        const uint item = min(firstItem + scoredRow + r, lastItem);
        queryAt[r] = (item / group * push.heads + kvHead * group + item % group) * kQuads;
    }
    // Softmax: a kParts-th of the keys of one query row.
    const uint softRow = lane / kParts;
    const uint part = lane % kParts;
    const uvec2 visible = visibleKeys(position + min(firstItem + softRow, lastItem) / group, push.keys,
        push.prefixLength, push.window, push.prefixExempt);
    float largest = kLowest;
    float sum = 0.0; // of this invocation's part
    // Mixing: four columns of kRows query rows.
    const uint column = lane % kQuads;
    const uint mixedRow = lane / kQuads * kRows;
    const bool mixes = mixedRow < PAL_TILE;
    vec4 mixed[kRows];
    [[unroll]] for (uint r = 0; r < kRows; ++r)
        mixed[r] = vec4(0.0);

    for (uint u = begin; u < end; u += PAL_TILE) {
        float scores[kScored];
        [[unroll]] for (uint r = 0; r < kScored; ++r)
            scores[r] = 0.0;
        for (uint chunk = 0; chunk < kQuads; chunk += kStagedQuads) {
            const uint quads = min(kStagedQuads, kQuads - chunk);
            barrier(); // what was staged before has been read
            for (uint i = lane; i < PAL_TILE * kStagedQuads; i += gl_WorkGroupSize.x) {
                const uint key = min(u + i / kStagedQuads, end - 1);
                const uint quad = i % kStagedQuads;
                if (quad < quads)
                    staged[i / kStagedQuads * kStagedStride + quad]
                        = keys.at[(key * push.kvHeads + kvHead) * kQuads + chunk + quad];
            }
            barrier();
            for (uint i = 0; i < quads; ++i) {
                const vec4 k = staged[scoredKey * kStagedStride + i];
                [[unroll]] for (uint r = 0; r < kScored; ++r)
                    scores[r] += dot(queries.at[queryAt[r] + chunk + i], k);
            }
        }
        [[unroll]] for (uint r = 0; r < kScored; ++r) {
            scores[r] *= push.scale;
            if (push.softcap > 0.0)
                scores[r] = push.softcap * tanhOf(scores[r] / push.softcap);
        }
        weight[(scoredKey * PAL_TILE + scoredRow) / 4] = vec4(scores[0], scores[1], scores[2], scores[3]);
        barrier();

        float own[PAL_TILE / kParts];
        float peak = kLowest;
        [[unroll]] for (uint j = 0; j < PAL_TILE / kParts; ++j) {
            const uint key = j * kParts + part;
            const bool seen = u + key >= visible.x && u + key < visible.y;
            own[j] = seen ? weight[(key * PAL_TILE + softRow) / 4][softRow % 4] : kLowest;
            peak = max(peak, own[j]);
        }
        partial[softRow * kPartStride + part] = peak;
        barrier();
        const float before = largest;
        for (uint p = 0; p < kParts; ++p)
            largest = max(largest, partial[softRow * kPartStride + p]);
        const float kept = exp(before - largest);
        sum *= kept;
        [[unroll]] for (uint j = 0; j < PAL_TILE / kParts; ++j) {
            const float w = own[j] > kLowest ? exp(own[j] - largest) : 0.0; // exactly 0 where hidden
            weight[((j * kParts + part) * PAL_TILE + softRow) / 4][softRow % 4] = w;
            sum += w;
        }
        if (part == 0)
            keep[softRow] = kept;
        barrier();

        if (mixes) {
            [[unroll]] for (uint r = 0; r < kRows; ++r)
                mixed[r] *= keep[mixedRow + r];
            const uint count = min(PAL_TILE, end - u);
            for (uint j = 0; j < count; ++j) {
                const vec4 v = values.at[((u + j) * push.kvHeads + kvHead) * kQuads + column];
                [[unroll]] for (uint r = 0; r < kRows; r += 4) {
                    const vec4 w = weight[(j * PAL_TILE + mixedRow + r) / 4];
                    mixed[r] += w.x * v;
                    mixed[r + 1] += w.y * v;
                    mixed[r + 2] += w.z * v;
                    mixed[r + 3] += w.w * v;
                }
            }
        }
    }

    barrier();
    partial[softRow * kPartStride + part] = sum;
    barrier();
    if (part == 0) {
        float whole = 0.0;
        for (uint p = 0; p < kParts; ++p)
            whole += partial[softRow * kPartStride + p];
        total[softRow] = whole;
    }
    barrier();
    if (!mixes)
        return;
    AddressF32x4 dst = AddressF32x4(push.dst);
    [[unroll]] for (uint r = 0; r < kRows; ++r) {
        const uint item = firstItem + mixedRow + r;
        if (item <= lastItem)
            dst.at[(item / group * push.heads + kvHead * group + item % group) * kQuads + column]
                = mixed[r] / total[mixedRow + r];
    }
}
