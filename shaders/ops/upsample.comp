#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/common/elementwise.glsl"
#include "shaders/ops/upsample.push.h"
layout(push_constant, scalar) uniform Push { UpsamplePush push; };
// One invocation, one number of the result: it gathers from the two rows and two columns that reach it.
void main()
{
    const uint width = 2u * push.width;
    const uint area = 2u * push.height * width;
    PAL_EACH_ELEMENT(i, push.outputs * area) {
        const uint o = i / area;
        const uint y = i % area / width;
        const uint x = i % width;
        float sum = push.bias.at[o];
        for (uint c = 0; c < push.inputs; ++c) {
            for (uint up = 0; up < 2u; ++up) {
                const int fromY = int((y + 1u) / 2u) - int(up);
                for (uint left = 0; left < 2u; ++left) {
                    const int fromX = int((x + 1u) / 2u) - int(left);
                    if (fromY < 0 || fromY >= int(push.height) || fromX < 0 || fromX >= int(push.width))
                        continue;
                    const uint a = uint(int(y) + 1 - 2 * fromY);
                    const uint b = uint(int(x) + 1 - 2 * fromX);
                    sum += push.src.at[(c * push.height + uint(fromY)) * push.width + uint(fromX)]
                        * push.weight.at[((c * push.outputs + o) * 4u + a) * 4u + b];
                }
            }
        }
        push.dst.at[i] = max(sum, 0.0);
    }
}
