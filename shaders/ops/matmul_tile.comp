#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "shaders/ops/matmul.push.h"
#include "shaders/common/dequant.glsl"
#include "shaders/common/weight_pieces.glsl"
layout(local_size_x_id = 0) in;                    // 16 * kRowLanes
layout(constant_id = 1) const uint kRowsEach = 4;    // of one invocation; a multiple of 4
layout(constant_id = 2) const uint kOutputsEach = 4; // of one invocation; a multiple of 4
layout(constant_id = 3) const bool kPieces = true; // weights and activations may be read sixteen bytes at a time
layout(constant_id = 4) const uint kRowLanes = 16;
layout(push_constant, scalar) uniform Push { MatmulPush push; };
// For many rows: a workgroup computes a tile of the result, sixteen inputs at a time through shared memory, where both
// operands lie by input so that an invocation reads four rows or four outputs at once. Along x lie the tiles of rows,
// then the parts of the width where it is split.
const uint kStep = 16;
const uint kTileRows = kRowsEach * kRowLanes;
const uint kTileOutputs = kOutputsEach * 16;
const uint kRowStride = kTileRows / 4 + 1; // quads; one more so that neighbouring inputs lie in other banks
const uint kOutputStride = kTileOutputs / 4 + 1;

shared vec4 rowTile[kStep * kRowStride];
shared vec4 outputTile[kStep * kOutputStride];

// Four inputs of one row of the activations.
vec4 activations(uint row, uint column, uint end)
{
    const uint at = min(row, push.rows - 1u) * push.width + column;
    if (kPieces)
        return column < end ? AddressF32x4(push.src).at[at >> 2] : vec4(0.0);
    vec4 x = vec4(0.0);
    [[unroll]] for (uint i = 0; i < 4u; ++i) {
        if (column + i < end)
            x[i] = push.src.at[at + i];
    }
    return x;
}

void stageRows(uint firstRow, uint k, uint end)
{
    for (uint item = gl_LocalInvocationID.x; item < kTileRows * (kStep / 4u); item += gl_WorkGroupSize.x) {
        const uint row = item / (kStep / 4u);
        const uint column = item % (kStep / 4u) * 4u;
        const vec4 x = activations(firstRow + row, k + column, end);
        [[unroll]] for (uint i = 0; i < 4u; ++i)
            rowTile[(column + i) * kRowStride + (row >> 2)][row & 3u] = x[i];
    }
}

#if defined(PAL_BLOCK_FORMAT)

void stageOutputs(uint firstOutput, uint k, uint end)
{
    const uint quads = kTileOutputs / 4u;
    AddressWordsx4 pieces = AddressWordsx4(push.weight);
    for (uint item = gl_LocalInvocationID.x; item < quads * (kStep / 4u); item += gl_WorkGroupSize.x) {
        const uint quad = item % quads;
        const uint column = item / quads * 4u;
        const uint target = firstOutput + quad * 4u;
        const uint panel = min(target, push.outputs - 1u) >> 4;
        const uint superblock = (panel * superblocksOf(push.width) + (k >> 6)) * PAL_SUPERBLOCK_PIECES;
        const uint block = (k >> 5) & 1u;
        const uint quarter = quad & 3u;
        const vec4 scale = rowFactors(push.weight, superblock, block, quarter);
#if defined(WEIGHT_Q8)
        const uvec4 piece = pieces.at[superblock + PAL_LEVEL_PIECE + (k & 63u) + column + quarter];
        [[unroll]] for (uint i = 0; i < 4u; ++i)
            outputTile[(column + i) * kOutputStride + quad] = scale * levelsAt(piece, i);
#else
        const vec4 minimum = rowFactors(push.weight, superblock, 2u + block, quarter);
        const uvec4 piece = pieces.at[superblock + PAL_LEVEL_PIECE + (k & 31u) + column + quarter];
        [[unroll]] for (uint i = 0; i < 4u; ++i)
            outputTile[(column + i) * kOutputStride + quad] = scale * levelsAt(piece, i, block) + minimum;
#endif
    }
}

#else

void stageOutputs(uint firstOutput, uint k, uint end)
{
    AddressWordsx4 pieces = AddressWordsx4(push.weight);
    const uint perOutput = kStep / PAL_PIECE_INPUTS;
    for (uint item = gl_LocalInvocationID.x; item < kTileOutputs * perOutput; item += gl_WorkGroupSize.x) {
        const uint target = item / perOutput;
        const uint column = item % perOutput * PAL_PIECE_INPUTS;
        const uint row = min(firstOutput + target, push.outputs - 1u);
        vec4 weights[PAL_PIECE_INPUTS / 4u];
        if (kPieces) {
            uvec4 piece = uvec4(0u);
            if (k + column < end)
                piece = pieces.at[(row * push.width + k + column) / PAL_PIECE_INPUTS];
            unpackPiece(piece, weights);
        } else {
            [[unroll]] for (uint i = 0; i < PAL_PIECE_INPUTS; ++i) {
                weights[i >> 2][i & 3u] = 0.0;
                if (k + column + i < end)
                    weights[i >> 2][i & 3u] = weightAt(push.weight, row, k + column + i, push.width);
            }
        }
        [[unroll]] for (uint i = 0; i < PAL_PIECE_INPUTS; ++i)
            outputTile[(column + i) * kOutputStride + (target >> 2)][target & 3u] = weights[i >> 2][i & 3u];
    }
}

#endif

void main()
{
    const uint rowTiles = (push.rows + kTileRows - 1u) / kTileRows;
    const uint part = gl_WorkGroupID.x / rowTiles;
    const uint firstRow = gl_WorkGroupID.x % rowTiles * kTileRows;
    const uint firstOutput = (gl_WorkGroupID.z * gl_NumWorkGroups.y + gl_WorkGroupID.y) * kTileOutputs;
    if (firstOutput >= push.outputs) // the same for the whole workgroup
        return;
    const uint outputLane = gl_LocalInvocationID.x & 15u;
    const uint rowLane = gl_LocalInvocationID.x >> 4;

    vec4 sums[kRowsEach * (kOutputsEach / 4)];
    [[unroll]] for (uint i = 0; i < kRowsEach * (kOutputsEach / 4); ++i)
        sums[i] = vec4(0.0);
    const uint end = min(push.width, (part + 1u) * push.partWidth);
    for (uint k = part * push.partWidth; k < end; k += kStep) {
        barrier(); // the tiles may still be read
        stageRows(firstRow, k, end);
        stageOutputs(firstOutput, k, end);
        barrier();
        [[unroll]] for (uint i = 0; i < kStep; ++i) {
            vec4 x[kRowsEach / 4];
            [[unroll]] for (uint r = 0; r < kRowsEach / 4; ++r)
                x[r] = rowTile[i * kRowStride + r * kRowLanes + rowLane];
            vec4 w[kOutputsEach / 4];
            [[unroll]] for (uint n = 0; n < kOutputsEach / 4; ++n)
                w[n] = outputTile[i * kOutputStride + n * 16u + outputLane];
            [[unroll]] for (uint r = 0; r < kRowsEach; ++r) {
                [[unroll]] for (uint n = 0; n < kOutputsEach / 4; ++n)
                    sums[r * (kOutputsEach / 4) + n] += x[r / 4][r & 3u] * w[n];
            }
        }
    }
    const uint partStart = part * push.rows * push.outputs;
    [[unroll]] for (uint r = 0; r < kRowsEach; ++r) {
        const uint row = firstRow + (r / 4 * kRowLanes + rowLane) * 4u + (r & 3u);
        if (row >= push.rows)
            continue;
        [[unroll]] for (uint n = 0; n < kOutputsEach; ++n) {
            const uint target = firstOutput + (n / 4 * 16u + outputLane) * 4u + (n & 3u);
            if (target < push.outputs) {
                const float sum = sums[r * (kOutputsEach / 4) + n / 4][n & 3u];
                push.dst.at[partStart + row * push.outputs + target] = push.hasBias == 1u ? sum + push.bias.at[target] : sum;
            }
        }
    }
}
