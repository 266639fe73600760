#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "shaders/common/elementwise.glsl"
#include "shaders/ops/round_rows.push.h"
layout(push_constant, scalar) uniform Push { RoundRowsPush push; };
// Rounds activations to 8 bits by blocks of 32 inputs, as engine/cpu/ops/block_product.h does: the largest magnitude
// becomes 127; blocks too small for a scale become zeros. One invocation, one block.
void main()
{
    PAL_EACH_ELEMENT(item, push.rows * push.blocks)
    {
        const uint row = item / push.blocks;
        const uint first = item % push.blocks * 32u;
        float x[32];
        float peak = 0.0;
        [[unroll]] for (uint i = 0; i < 32u; ++i) {
            x[i] = 0.0;
            if (first + i < push.width)
                x[i] = push.src.at[row * push.width + first + i];
            peak = max(peak, abs(x[i]));
        }
        const float inverse = peak < 1e-30 ? 0.0 : 127.0 / peak;
        push.scales.at[item] = peak < 1e-30 ? 0.0 : peak / 127.0;
        [[unroll]] for (uint word = 0; word < 8u; ++word) {
            int packed = 0;
            [[unroll]] for (uint i = 0; i < 4u; ++i) {
                const int level = clamp(int(roundEven(x[word * 4u + i] * inverse)), -127, 127);
                packed |= (level & 255) << (i * 8u);
            }
            push.levels.at[item * 8u + word] = packed;
        }
    }
}
