#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/elementwise.glsl"
#include "shaders/ops/matmul_sum.push.h"
layout(push_constant, scalar) uniform Push { MatmulSumPush push; };
// Adds what the parts of the width gave, in their order.
void main()
{
    PAL_EACH_ELEMENT(i, push.count)
    {
        float sum = push.src.at[i];
        for (uint part = 1; part < push.parts; ++part)
            sum += push.src.at[part * push.count + i];
        push.dst.at[i] = push.hasBias == 1u ? sum + push.bias.at[i % push.outputs] : sum;
    }
}
