#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "shaders/ops/matmul.push.h"
#include "shaders/common/dequant.glsl"
#include "shaders/common/weight_pieces.glsl"
#if defined(ROUNDED_ROWS)
#include "shaders/common/integer_dot.glsl"
#endif
layout(local_size_x_id = 0) in; // a multiple of 4, at most 256
layout(constant_id = 1) const uint kRows = 1;
layout(constant_id = 2) const bool kPieces = true; // weights and activations may be read sixteen bytes at a time
layout(push_constant, scalar) uniform Push { MatmulPush push; };
// For few rows, bound by the memory that the weights come from: the invocations of a workgroup split the width, each
// reads sixteen bytes at a time next to its neighbour's, and keeps four outputs a row. A workgroup has kRows rows and
// four outputs (plain formats) or a panel of sixteen (block formats). ROUNDED_ROWS: the activations are levels of 8 bits
// from round_rows, four inputs are one integer dot product.
#if defined(PAL_BLOCK_FORMAT)
const uint kQuads = 4; // of outputs, neighbouring invocations have neighbouring quads
#else
const uint kQuads = 1;
#endif
const uint kUnroll = kRows <= 2 ? 4 : 2; // reads in flight; more rows leave fewer registers for them

shared vec4 quads[256];

vec4 sums[kRows];

uint outputGroup()
{
    return gl_WorkGroupID.z * gl_NumWorkGroups.y + gl_WorkGroupID.y;
}

uint rowOf(uint m)
{
    return min(gl_WorkGroupID.x * kRows + m, push.rows - 1u);
}

#if defined(PAL_BLOCK_FORMAT)

vec4 activations(uint m, uint column)
{
    const uint at = rowOf(m) * push.width + column;
    if (kPieces)
        return column < push.width ? AddressF32x4(push.src).at[at >> 2] : vec4(0.0);
    vec4 x = vec4(0.0);
    [[unroll]] for (uint i = 0; i < 4u; ++i) {
        if (column + i < push.width)
            x[i] = push.src.at[at + i];
    }
    return x;
}

#if defined(WEIGHT_Q8)
#define PAL_LEVELS(piece, byte, block) levelsAt(piece, byte)
#define PAL_MINIMUM(superblock, block) vec4(0.0)
#else
#define PAL_LEVELS(piece, byte, block) levelsAt(piece, byte, block)
#define PAL_MINIMUM(superblock, block) rowFactors(push.weight, superblock, 2u + block, quarter)
#endif

// Piece `index` of the levels of a panel that starts at piece `panel`.
void addPiece(uint panel, uint index, uvec4 piece)
{
    const uint quarter = index & 3u;
    const uint levels = PAL_SUPERBLOCK_PIECES - PAL_LEVEL_PIECE;
    const uint superblock = panel + index / levels * PAL_SUPERBLOCK_PIECES;
    const uint group = (index % levels) >> 2;
#if defined(WEIGHT_Q8)
    const uint block = group >> 3;
    {
        const uint column = index / levels * 64u + group * 4u;
#else
    [[unroll]] for (uint block = 0; block < 2u; ++block) {
        const uint column = index / levels * 64u + block * 32u + group * 4u;
#endif
        const vec4 scale = rowFactors(push.weight, superblock, block, quarter);
        const vec4 minimum = PAL_MINIMUM(superblock, block);
#if defined(ROUNDED_ROWS)
        const uvec4 levelsOfRows = signedLevels(piece, block);
        const uint blocks = superblocksOf(push.width) * 2u;
        [[unroll]] for (uint m = 0; m < kRows; ++m) {
            const uint at = rowOf(m) * blocks + (column >> 5);
            const uint x = AddressWords(push.src).at[at * 8u + (group & 7u)];
            sums[m] += push.scales.at[at] * (scale * vec4(dotsOfBytes(levelsOfRows, x)));
#if defined(WEIGHT_Q4)
            sums[m] += push.scales.at[at] * float(sumOfBytes(x)) * minimum;
#endif
        }
#else
        const vec4 w0 = scale * PAL_LEVELS(piece, 0u, block) + minimum;
        const vec4 w1 = scale * PAL_LEVELS(piece, 1u, block) + minimum;
        const vec4 w2 = scale * PAL_LEVELS(piece, 2u, block) + minimum;
        const vec4 w3 = scale * PAL_LEVELS(piece, 3u, block) + minimum;
        [[unroll]] for (uint m = 0; m < kRows; ++m) {
            const vec4 x = activations(m, column);
            sums[m] += x.x * w0 + x.y * w1 + x.z * w2 + x.w * w3;
        }
#endif
    }
}

void addProducts(uint firstOutput)
{
    const uint panel = (firstOutput >> 4) * superblocksOf(push.width) * PAL_SUPERBLOCK_PIECES;
    const uint levels = PAL_SUPERBLOCK_PIECES - PAL_LEVEL_PIECE;
    const uint count = superblocksOf(push.width) * levels;
    const uint stride = gl_WorkGroupSize.x;
    AddressWordsx4 pieces = AddressWordsx4(push.weight);
    uint index = gl_LocalInvocationID.x;
#define PAL_PIECE_AT(i) pieces.at[panel + (i) / levels * PAL_SUPERBLOCK_PIECES + PAL_LEVEL_PIECE + (i) % levels]
    for (; index + (kUnroll - 1u) * stride < count; index += kUnroll * stride) {
        uvec4 read[kUnroll];
        [[unroll]] for (uint i = 0; i < kUnroll; ++i)
            read[i] = PAL_PIECE_AT(index + i * stride);
        [[unroll]] for (uint i = 0; i < kUnroll; ++i)
            addPiece(panel, index + i * stride, read[i]);
    }
    for (; index < count; index += stride)
        addPiece(panel, index, PAL_PIECE_AT(index));
}

#else

void addProducts(uint firstOutput)
{
    uint starts[4];
    [[unroll]] for (uint i = 0; i < 4u; ++i)
        starts[i] = min(firstOutput + i, push.outputs - 1u);
    if (kPieces) {
        AddressWordsx4 pieces = AddressWordsx4(push.weight);
        AddressF32x4 src = AddressF32x4(push.src);
        const uint rowPieces = push.width / PAL_PIECE_INPUTS;
        for (uint piece = gl_LocalInvocationID.x; piece < rowPieces; piece += gl_WorkGroupSize.x) {
            uvec4 read[4];
            [[unroll]] for (uint i = 0; i < 4u; ++i)
                read[i] = pieces.at[starts[i] * rowPieces + piece];
            vec4 weights[4][PAL_PIECE_INPUTS / 4u];
            [[unroll]] for (uint i = 0; i < 4u; ++i)
                unpackPiece(read[i], weights[i]);
            [[unroll]] for (uint m = 0; m < kRows; ++m) {
                [[unroll]] for (uint j = 0; j < PAL_PIECE_INPUTS / 4u; ++j) {
                    const vec4 x = src.at[(rowOf(m) * rowPieces + piece) * (PAL_PIECE_INPUTS / 4u) + j];
                    [[unroll]] for (uint i = 0; i < 4u; ++i)
                        sums[m][i] += dot(x, weights[i][j]);
                }
            }
        }
    } else {
        for (uint k = gl_LocalInvocationID.x; k < push.width; k += gl_WorkGroupSize.x) {
            vec4 weights;
            [[unroll]] for (uint i = 0; i < 4u; ++i)
                weights[i] = weightAt(push.weight, starts[i], k, push.width);
            [[unroll]] for (uint m = 0; m < kRows; ++m)
                sums[m] += push.src.at[rowOf(m) * push.width + k] * weights;
        }
    }
}

#endif

void main()
{
    const uint lane = gl_LocalInvocationID.x;
    const uint firstOutput = outputGroup() * kQuads * 4u;
    if (firstOutput >= push.outputs) // the same for the whole workgroup
        return;
    [[unroll]] for (uint m = 0; m < kRows; ++m)
        sums[m] = vec4(0.0);
    addProducts(firstOutput);
    for (uint m = 0; m < kRows; ++m) {
        quads[lane] = sums[m];
        barrier();
        // Pairs that lie half the rest apart: the order is fixed, whatever the number of invocations.
        uint count = gl_WorkGroupSize.x;
        while (count > kQuads) {
            const uint kept = max((count + 2u * kQuads - 1u) / (2u * kQuads) * kQuads, kQuads);
            if (lane + kept < count)
                quads[lane] += quads[lane + kept];
            barrier();
            count = kept;
        }
        const uint row = gl_WorkGroupID.x * kRows + m;
        const uint n = firstOutput + lane;
        if (lane < kQuads * 4u && n < push.outputs && row < push.rows) {
            const float sum = quads[lane >> 2][lane & 3u];
            push.dst.at[row * push.outputs + n] = push.hasBias == 1u ? sum + push.bias.at[n] : sum;
        }
        barrier();
    }
}
