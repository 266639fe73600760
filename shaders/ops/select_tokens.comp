#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/reduce.glsl"
#include "shaders/ops/select_tokens.push.h"
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { SelectTokensPush push; };

const int kNone = 0x7fffffff;

// A workgroup takes one piece of one row and names its largest, in order: each pick is the largest of those that stand
// behind the last one. A second dispatch with one piece a row merges what the pieces named.
void main()
{
    const uint row = gl_WorkGroupID.y;
    const uint piece = (push.count + gl_NumWorkGroups.x - 1u) / gl_NumWorkGroups.x;
    const uint first = gl_WorkGroupID.x * piece;
    const uint end = min(first + piece, push.count);
    const uint out0 = (row * gl_NumWorkGroups.x + gl_WorkGroupID.x) * push.chosen;
    float lastValue = uintBitsToFloat(0x7f800000u);
    int lastId = -1;
    for (uint pick = 0; pick < push.chosen; ++pick) {
        float best = uintBitsToFloat(0xff800000u);
        int bestId = kNone;
        for (uint i = first + gl_LocalInvocationID.x; i < end; i += gl_WorkGroupSize.x) {
            const int id = push.source == 0u ? int(i)
                                             : push.candidates.at[push.source == 2u ? row * push.count + i : i];
            const float value = push.logits.at[row * push.stride + (push.source == 2u ? i : uint(id))];
            const bool behind = value < lastValue || (value == lastValue && id > lastId);
            if (id >= 0 && behind && (value > best || (value == best && bestId != kNone && id < bestId))) {
                best = value;
                bestId = id;
            }
        }
        const float largest = workgroupMax(best);
        const int chosenId = workgroupMin(best == largest ? bestId : kNone);
        if (gl_LocalInvocationID.x == 0) {
            push.values.at[out0 + pick] = largest;
            push.ids.at[out0 + pick] = chosenId == kNone ? -1 : chosenId;
        }
        lastValue = largest;
        lastId = chosenId;
    }
}
