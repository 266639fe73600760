#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/activation.glsl"
#include "shaders/common/elementwise.glsl"
#include "shaders/ops/geglu.push.h"
layout(push_constant, scalar) uniform Push { GegluPush push; };
void main()
{
    PAL_EACH_ELEMENT(i, push.count)
        push.dst.at[i] = geluOf(push.gate.at[i]) * push.up.at[i];
}
