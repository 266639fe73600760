#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/elementwise.glsl"
#include "shaders/ops/copy.push.h"
layout(push_constant, scalar) uniform Push { CopyPush push; };
void main()
{
    PAL_EACH_ELEMENT(i, push.count)
        push.dst.at[i] = push.src.at[i];
}
