#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "shaders/ops/matmul.push.h"
#include "shaders/common/dequant.glsl"
#include "shaders/common/weight_pieces.glsl"
#include "shaders/common/broadcast.glsl"
layout(local_size_x_id = 0) in;
layout(constant_id = 1) const uint kRows = 8;      // of a tile
layout(constant_id = 2) const bool kPieces = true; // weights may be read sixteen bytes at a time
layout(constant_id = 3) const uint kOutputs = 2;
layout(push_constant, scalar) uniform Push { MatmulPush push; };
// For devices that are processors: no shared memory, a large tile of sums per invocation, and activations indexed by
// what is the same for all invocations. Workgroups walk the rows first, so that weights stay in the cache.

uint outputGroup()
{
    return gl_WorkGroupID.z * gl_NumWorkGroups.y + gl_WorkGroupID.y;
}

uint rowStart(uint m)
{
    return min(gl_WorkGroupID.x * kRows + m, push.rows - 1u) * push.width;
}

void store(uint m, uint n, float sum)
{
    const uint row = gl_WorkGroupID.x * kRows + m;
    if (row < push.rows && n < push.outputs)
        push.dst.at[row * push.outputs + n] = push.hasBias == 1u ? sum + push.bias.at[n] : sum;
}

#if defined(PAL_BLOCK_FORMAT)

#if defined(WEIGHT_Q4)
#define PAL_WEIGHTS(piece, i) (scale * levelsAt(piece, i, block) + minimum)
#define PAL_MINIMUM(superblock) const vec4 minimum = rowFactors(push.weight, superblock, 2u + block, quarter);
#define PAL_GROUP(k) (((k) & 31u) + quarter)
#else
#define PAL_WEIGHTS(piece, i) (scale * levelsAt(piece, i))
#define PAL_MINIMUM(superblock)
#define PAL_GROUP(k) (((k) & 63u) + quarter)
#endif
// Adds the products of inputs k .. k + 7, of which each invocation holds one a row.
#define PAL_ADD_INPUTS(x, k)                                                                                           \
    {                                                                                                                  \
        const uint block = (k >> 5) & 1u;                                                                              \
        [[unroll]] for (uint q = 0; q < kQuads; ++q)                                                                   \
        {                                                                                                              \
            const uint superblock = panels[q] + (k >> 6) * PAL_SUPERBLOCK_PIECES;                                      \
            const vec4 scale = rowFactors(push.weight, superblock, block, quarter);                                    \
            PAL_MINIMUM(superblock)                                                                                    \
            [[unroll]] for (uint group = 0; group < 2u; ++group)                                                       \
            {                                                                                                          \
                const uvec4 piece = pieces.at[superblock + PAL_LEVEL_PIECE + PAL_GROUP(k) + group * 4u];               \
                [[unroll]] for (uint i = 0; i < 4u; ++i)                                                               \
                {                                                                                                      \
                    const vec4 weights = PAL_WEIGHTS(piece, i);                                                        \
                    [[unroll]] for (uint m = 0; m < kRows; ++m)                                                        \
                        sums[m * kQuads + q] += valueOfLane(x[m], group * 4u + i) * weights;                           \
                }                                                                                                      \
            }                                                                                                          \
        }                                                                                                              \
    }

// One invocation: kOutputs outputs in quads of four neighbours, the quads a workgroup apart.
const uint kQuads = kOutputs / 4u;

void main()
{
    const uint lane = gl_LocalInvocationID.x;
    const uint first = (outputGroup() * PAL_LANES * kQuads + lane) * 4u;
    const uint quarter = lane & 3u;
    AddressWordsx4 pieces = AddressWordsx4(push.weight);
    uint starts[kRows];
    [[unroll]] for (uint m = 0; m < kRows; ++m)
        starts[m] = rowStart(m) + lane;
    uint panels[kQuads];
    [[unroll]] for (uint q = 0; q < kQuads; ++q)
        panels[q] = (min(first + q * PAL_LANES * 4u, push.outputs - 1u) >> 4) * superblocksOf(push.width)
            * PAL_SUPERBLOCK_PIECES;
    vec4 sums[kRows * kQuads];
    [[unroll]] for (uint i = 0; i < kRows * kQuads; ++i)
        sums[i] = vec4(0.0);
    float x[kRows];
    uint k = 0;
    for (; k + PAL_LANES <= push.width; k += PAL_LANES) {
        [[unroll]] for (uint m = 0; m < kRows; ++m)
            x[m] = push.src.at[starts[m] + k];
        PAL_ADD_INPUTS(x, k)
    }
    if (k < push.width) {
        [[unroll]] for (uint m = 0; m < kRows; ++m)
            x[m] = k + lane < push.width ? push.src.at[starts[m] + k] : 0.0;
        PAL_ADD_INPUTS(x, k)
    }
    [[unroll]] for (uint m = 0; m < kRows; ++m) {
        [[unroll]] for (uint q = 0; q < kQuads; ++q) {
            [[unroll]] for (uint i = 0; i < 4u; ++i)
                store(m, first + q * PAL_LANES * 4u + i, sums[m * kQuads + q][i]);
        }
    }
}

#else

// One invocation: kOutputs outputs, a workgroup apart.
void main()
{
    const uint lane = gl_LocalInvocationID.x;
    const uint first = outputGroup() * PAL_LANES * kOutputs + lane;
    uint starts[kRows];
    [[unroll]] for (uint m = 0; m < kRows; ++m)
        starts[m] = rowStart(m) + lane;
    uint outputs[kOutputs];
    [[unroll]] for (uint i = 0; i < kOutputs; ++i)
        outputs[i] = min(first + i * PAL_LANES, push.outputs - 1u);
    float sums[kRows * kOutputs];
    [[unroll]] for (uint i = 0; i < kRows * kOutputs; ++i)
        sums[i] = 0.0;
    uint k = 0;
    if (kPieces) {
        AddressWordsx4 pieces = AddressWordsx4(push.weight);
        for (; k + PAL_LANES <= push.width; k += PAL_LANES) {
            float x[kRows];
            [[unroll]] for (uint m = 0; m < kRows; ++m)
                x[m] = push.src.at[starts[m] + k];
            [[unroll]] for (uint part = 0; part < PAL_LANES; part += PAL_PIECE_INPUTS) {
                vec4 weights[kOutputs][PAL_PIECE_INPUTS / 4u];
                [[unroll]] for (uint i = 0; i < kOutputs; ++i)
                    unpackPiece(pieces.at[(outputs[i] * push.width + k + part) / PAL_PIECE_INPUTS], weights[i]);
                [[unroll]] for (uint j = 0; j < PAL_PIECE_INPUTS; ++j) {
                    [[unroll]] for (uint m = 0; m < kRows; ++m) {
                        const float value = valueOfLane(x[m], part + j);
                        [[unroll]] for (uint i = 0; i < kOutputs; ++i)
                            sums[m * kOutputs + i] += value * weights[i][j / 4u][j & 3u];
                    }
                }
            }
        }
    }
    for (; k < push.width; ++k) {
        [[unroll]] for (uint i = 0; i < kOutputs; ++i) {
            const float weight = weightAt(push.weight, outputs[i], k, push.width);
            [[unroll]] for (uint m = 0; m < kRows; ++m)
                sums[m * kOutputs + i] += push.src.at[starts[m] - lane + k] * weight;
        }
    }
    [[unroll]] for (uint m = 0; m < kRows; ++m) {
        [[unroll]] for (uint i = 0; i < kOutputs; ++i)
            store(m, first + i * PAL_LANES, sums[m * kOutputs + i]);
    }
}

#endif
