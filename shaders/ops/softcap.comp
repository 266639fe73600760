#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/activation.glsl"
#include "shaders/common/elementwise.glsl"
#include "shaders/ops/softcap.push.h"
layout(push_constant, scalar) uniform Push { SoftcapPush push; };
void main()
{
    PAL_EACH_ELEMENT(i, push.count)
        push.dst.at[i] = push.cap * tanhOf(push.src.at[i] / push.cap);
}
