#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/elementwise.glsl"
#include "shaders/common/rotary.glsl"
#include "shaders/ops/rope.push.h"
layout(push_constant, scalar) uniform Push { RopePush push; };
// One invocation turns one pair (i, i + headWidth / 2).
void main()
{
    const uint halfWidth = push.headWidth / 2;
    PAL_EACH_ELEMENT(pair, push.rows * push.heads * halfWidth) {
        const uint i = pair % halfWidth;
        const uint head = pair / halfWidth;
        float s, c;
        sineAndCosine(float(push.positions.at[head / push.heads]) * push.frequencies.at[i], s, c);
        const uint low = head * push.headWidth + i;
        const float a = push.src.at[low];
        const float b = push.src.at[low + halfWidth];
        push.dst.at[low] = a * c - b * s;
        push.dst.at[low + halfWidth] = b * c + a * s;
    }
}
