#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/elementwise.glsl"
#include "shaders/ops/add.push.h"
layout(push_constant, scalar) uniform Push { AddPush push; };
void main()
{
    PAL_EACH_ELEMENT(i, push.count)
        push.dst.at[i] = push.a.at[i] + push.b.at[i];
}
