#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/elementwise.glsl"
#include "shaders/ops/embed.push.h"
#include "shaders/common/dequant.glsl"
layout(push_constant, scalar) uniform Push { EmbedPush push; };
void main()
{
    PAL_EACH_ELEMENT(i, push.rows * push.width)
        push.dst.at[i] = weightAt(push.table, uint(push.ids.at[i / push.width]), i % push.width, push.width) * push.scale;
}
