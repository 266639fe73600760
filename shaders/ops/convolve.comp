#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/elementwise.glsl"
#include "shaders/ops/convolve.push.h"
layout(push_constant, scalar) uniform Push { ConvolvePush push; };
// One invocation, one number of the result.
void main()
{
    const uint area = push.height * push.width;
    const int middle = int(push.kernel / 2u);
    PAL_EACH_ELEMENT(i, push.outputs * area) {
        const uint o = i / area;
        const int y = int(i % area / push.width);
        const int x = int(i % push.width);
        float sum = push.bias.at[o];
        uint w = o * push.inputs * push.kernel * push.kernel;
        for (uint c = 0; c < push.inputs; ++c) {
            for (int dy = -middle; dy <= middle; ++dy) {
                for (int dx = -middle; dx <= middle; ++dx, ++w) {
                    const int fromY = y + dy;
                    const int fromX = x + dx;
                    if (fromY >= 0 && fromY < int(push.height) && fromX >= 0 && fromX < int(push.width))
                        sum += push.src.at[c * area + uint(fromY) * push.width + uint(fromX)] * push.weight.at[w];
                }
            }
        }
        push.dst.at[i] = push.relu == 1u ? max(sum, 0.0) : sum;
    }
}
