#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/elementwise.glsl"
#include "shaders/common/rotary.glsl"
#include "shaders/ops/rope_store.push.h"
layout(push_constant, scalar) uniform Push { RopeStorePush push; };
// One invocation has one pair (i, i + headWidth / 2) of a query, key or value head.
void main()
{
    const uint halfWidth = push.headWidth / 2;
    const uint turned = push.heads + push.kvHeads;
    const uint headsOfRow = turned + push.kvHeads;
    const uint cacheRow = push.hasCacheRowTensor == 1u ? uint(push.cacheRowTensor.at[0]) : push.cacheRow;
    PAL_EACH_ELEMENT(pair, push.rows * headsOfRow * halfWidth) {
        const uint i = pair % halfWidth;
        const uint head = pair / halfWidth % headsOfRow;
        const uint row = pair / halfWidth / headsOfRow;
        if (head >= turned) {
            const uint from = (row * push.kvHeads + head - turned) * push.headWidth + i;
            const uint to = from + cacheRow * push.kvHeads * push.headWidth;
            push.valueCache.at[to] = push.value.at[from];
            push.valueCache.at[to + halfWidth] = push.value.at[from + halfWidth];
            continue;
        }
        float s, c;
        sineAndCosine(float(push.positions.at[row]) * push.frequencies.at[i], s, c);
        if (head < push.heads) {
            const uint at = (row * push.heads + head) * push.headWidth + i;
            const float a = push.query.at[at];
            const float b = push.query.at[at + halfWidth];
            push.query.at[at] = a * c - b * s;
            push.query.at[at + halfWidth] = b * c + a * s;
        } else {
            const uint from = (row * push.kvHeads + head - push.heads) * push.headWidth + i;
            const uint to = from + cacheRow * push.kvHeads * push.headWidth;
            const float a = push.key.at[from];
            const float b = push.key.at[from + halfWidth];
            push.keyCache.at[to] = a * c - b * s;
            push.keyCache.at[to + halfWidth] = b * c + a * s;
        }
    }
}
