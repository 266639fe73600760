#version 460
#pragma use_vulkan_memory_model
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#extension GL_KHR_shader_subgroup_basic : require
#include "shaders/ops/matmul.push.h"
#include "shaders/common/dequant.glsl"
#include "shaders/common/weight_pieces.glsl"
#include "shaders/common/cooperative_matrix.glsl"
layout(local_size_x_id = 0) in;                      // eight subgroups
layout(constant_id = 1) const uint kInvocations = 256; // those of the workgroup once more, for the sizes of arrays
layout(constant_id = 2) const bool kPieces = true;   // weights may be read sixteen bytes at a time
layout(push_constant, scalar) uniform Push { MatmulPush push; };
// For many rows, on the matrix unit: both operands as f16 in shared memory, 64 inputs at a time, sums in f32. The
// activations come from half_rows (push.src holds f16, padded to whole blocks), the weights are unpacked on their way
// into shared memory. What the next step needs is read while this one computes. A subgroup has 2 x 2 matrices of sums,
// each with a name of its own: an array of matrices may end up in memory.
const uint kSubgroupRows = 2;
const uint kSubgroupColumns = 4;
const uint kTileRows = kSubgroupRows * 32;
const uint kTileOutputs = kSubgroupColumns * 32;
const uint kStep = 64;
const uint kAcross = kStep / 8;   // uvec4, eight f16 each, of one row of a tile
const uint kStride = kAcross + 1; // one more so that neighbouring rows lie in other banks

shared uvec4 rowTile[kTileRows * kStride];
shared uvec4 outputTile[kTileOutputs * kStride];
shared float resultTile[kSubgroupRows * kSubgroupColumns * 256];

const uint kRowItems = (kTileRows * kAcross + kInvocations - 1) / kInvocations;
uvec4 nextRows[kRowItems];

void fetchRows(uint firstRow, uint k)
{
    const uint rowPieces = (push.width + 63u) / 64u * 8u;
    AddressWordsx4 src = AddressWordsx4(push.src);
    [[unroll]] for (uint i = 0; i < kRowItems; ++i) {
        const uint item = i * kInvocations + gl_LocalInvocationID.x;
        const uint row = min(firstRow + item / kAcross, push.rows - 1u);
        nextRows[i] = src.at[row * rowPieces + (k >> 3) + item % kAcross];
    }
}

void storeRows()
{
    [[unroll]] for (uint i = 0; i < kRowItems; ++i) {
        const uint item = i * kInvocations + gl_LocalInvocationID.x;
        if (item < kTileRows * kAcross)
            rowTile[item / kAcross * kStride + item % kAcross] = nextRows[i];
    }
}

#if defined(PAL_BLOCK_FORMAT)

// An item is a piece: four inputs of four outputs.
const uint kAllOutputItems = kTileOutputs / 4 * kStep / 4;
const uint kOutputItems = (kAllOutputItems + kInvocations - 1) / kInvocations;
uvec4 nextPieces[kOutputItems];
vec4 nextScales[kOutputItems];
#if defined(WEIGHT_Q4)
vec4 nextMinima[kOutputItems];
#endif

void fetchOutputs(uint firstOutput, uint k)
{
    AddressWordsx4 pieces = AddressWordsx4(push.weight);
    [[unroll]] for (uint i = 0; i < kOutputItems; ++i) {
        // Neighbouring invocations have the quarters of one group, then the next group of the same block, then the other
        // block of the same panel.
        const uint item = min(i * kInvocations + gl_LocalInvocationID.x, kAllOutputItems - 1u);
        const uint quarter = item & 3u;
        const uint group = (item >> 2) & 7u;
        const uint block = (item >> 5) & 1u;
        const uint panel = min((firstOutput >> 4) + (item >> 6), (push.outputs - 1u) >> 4);
        const uint superblock = (panel * superblocksOf(push.width) + (k >> 6)) * PAL_SUPERBLOCK_PIECES;
        nextScales[i] = rowFactors(push.weight, superblock, block, quarter);
#if defined(WEIGHT_Q8)
        nextPieces[i] = pieces.at[superblock + PAL_LEVEL_PIECE + (block * 8u + group) * 4u + quarter];
#else
        nextMinima[i] = rowFactors(push.weight, superblock, 2u + block, quarter);
        nextPieces[i] = pieces.at[superblock + PAL_LEVEL_PIECE + group * 4u + quarter];
#endif
    }
}

void storeOutputs()
{
    [[unroll]] for (uint i = 0; i < kOutputItems; ++i) {
        const uint item = i * kInvocations + gl_LocalInvocationID.x;
        if (item >= kAllOutputItems)
            continue;
        const uint group = (item >> 2) & 7u;
        const uint block = (item >> 5) & 1u;
        vec4 weights[4]; // by input
        [[unroll]] for (uint j = 0; j < 4u; ++j) {
#if defined(WEIGHT_Q8)
            weights[j] = nextScales[i] * levelsAt(nextPieces[i], j);
#else
            weights[j] = nextScales[i] * levelsAt(nextPieces[i], j, block) + nextMinima[i];
#endif
        }
        const uint first = (item >> 6) * 16u + (item & 3u) * 4u;
        [[unroll]] for (uint r = 0; r < 4u; ++r) {
            const uint at = (first + r) * kStride + block * 4u + (group >> 1);
            const uint word = (group & 1u) * 2u;
            outputTile[at][word] = packHalf2x16(vec2(weights[0][r], weights[1][r]));
            outputTile[at][word + 1u] = packHalf2x16(vec2(weights[2][r], weights[3][r]));
        }
    }
}

#else

// An item is eight inputs of one output.
const uint kAllOutputItems = kTileOutputs * kAcross;
const uint kOutputItems = (kAllOutputItems + kInvocations - 1) / kInvocations;
const uint kItemPieces = 8 / PAL_PIECE_INPUTS;
uvec4 nextPieces[kOutputItems * kItemPieces];

void fetchOutputs(uint firstOutput, uint k)
{
    AddressWordsx4 pieces = AddressWordsx4(push.weight);
    [[unroll]] for (uint i = 0; i < kOutputItems; ++i) {
        const uint item = i * kInvocations + gl_LocalInvocationID.x;
        const uint row = min(firstOutput + item / kAcross, push.outputs - 1u);
        const uint column = k + item % kAcross * 8u;
        [[unroll]] for (uint p = 0; p < kItemPieces; ++p) {
            const uint first = column + p * PAL_PIECE_INPUTS;
            uvec4 piece = uvec4(0u);
            if (kPieces) {
                if (first < push.width)
                    piece = pieces.at[(row * push.width + first) / PAL_PIECE_INPUTS];
            } else {
                [[unroll]] for (uint j = 0; j < PAL_PIECE_INPUTS; ++j) {
                    const float weight = first + j < push.width ? weightAt(push.weight, row, first + j, push.width) : 0.0;
#if defined(WEIGHT_F32)
                    piece[j] = floatBitsToUint(weight);
#elif defined(WEIGHT_F16)
                    piece[j >> 1] |= packHalf2x16(vec2(weight, 0.0)) << ((j & 1u) * 16u);
#else
                    piece[j >> 1] |= (floatBitsToUint(weight) >> 16) << ((j & 1u) * 16u);
#endif
                }
            }
            nextPieces[i * kItemPieces + p] = piece;
        }
    }
}

void storeOutputs()
{
    [[unroll]] for (uint i = 0; i < kOutputItems; ++i) {
        const uint item = i * kInvocations + gl_LocalInvocationID.x;
        if (item >= kAllOutputItems)
            continue;
#if defined(WEIGHT_F16)
        const uvec4 halves = nextPieces[i];
#else
        vec4 weights[2];
#if defined(WEIGHT_F32)
        weights[0] = uintBitsToFloat(nextPieces[i * 2u]);
        weights[1] = uintBitsToFloat(nextPieces[i * 2u + 1u]);
#else
        unpackPiece(nextPieces[i], weights);
#endif
        const uvec4 halves = uvec4(packHalf2x16(weights[0].xy), packHalf2x16(weights[0].zw), packHalf2x16(weights[1].xy),
            packHalf2x16(weights[1].zw));
#endif
        outputTile[item / kAcross * kStride + item % kAcross] = halves;
    }
}

#endif

// Through shared memory, since nobody says which invocation holds which sum; each subgroup has a part of its own there.
#define PAL_STORE(sum, row, output) \
    subgroupBarrier(); \
    storeMatrix(sum, resultTile, gl_SubgroupID * 256u, 16u); \
    subgroupBarrier(); \
    storeResults(row, output, partStart)

void storeResults(uint firstRow, uint firstOutput, uint partStart)
{
    for (uint i = gl_SubgroupInvocationID; i < 256u; i += gl_SubgroupSize) {
        const uint row = firstRow + (i >> 4);
        const uint target = firstOutput + (i & 15u);
        if (row < push.rows && target < push.outputs) {
            const float sum = resultTile[gl_SubgroupID * 256u + i] * push.scales.at[row];
            push.dst.at[partStart + row * push.outputs + target]
                = push.hasBias == 1u ? sum + push.bias.at[target] : sum;
        }
    }
}

void main()
{
    const uint rowTiles = (push.rows + kTileRows - 1u) / kTileRows;
    const uint part = gl_WorkGroupID.x / rowTiles;
    const uint firstRow = gl_WorkGroupID.x % rowTiles * kTileRows;
    const uint firstOutput = (gl_WorkGroupID.z * gl_NumWorkGroups.y + gl_WorkGroupID.y) * kTileOutputs;
    if (firstOutput >= push.outputs) // the same for the whole workgroup
        return;
    const uint rowOfTile = gl_SubgroupID / kSubgroupColumns * 32u;
    const uint outputOfTile = gl_SubgroupID % kSubgroupColumns * 32u;

    MatrixSum sum00 = MatrixSum(0.0);
    MatrixSum sum01 = MatrixSum(0.0);
    MatrixSum sum10 = MatrixSum(0.0);
    MatrixSum sum11 = MatrixSum(0.0);
    const uint start = part * push.partWidth;
    const uint end = min(push.width, start + push.partWidth);
    fetchRows(firstRow, start);
    fetchOutputs(firstOutput, start);
    for (uint k = start; k < end; k += kStep) {
        barrier(); // the tiles may still be read
        storeRows();
        storeOutputs();
        barrier();
        if (k + kStep < end) {
            fetchRows(firstRow, k + kStep);
            fetchOutputs(firstOutput, k + kStep);
        }
        [[unroll]] for (uint i = 0; i < kStep / 16u; ++i) {
            MatrixA a0;
            MatrixA a1;
            MatrixB b0;
            MatrixB b1;
            loadMatrixA(a0, rowTile, rowOfTile * kStride + i * 2u, kStride);
            loadMatrixA(a1, rowTile, (rowOfTile + 16u) * kStride + i * 2u, kStride);
            loadMatrixB(b0, outputTile, outputOfTile * kStride + i * 2u, kStride);
            loadMatrixB(b1, outputTile, (outputOfTile + 16u) * kStride + i * 2u, kStride);
            sum00 = multiplyAdd(a0, b0, sum00);
            sum01 = multiplyAdd(a0, b1, sum01);
            sum10 = multiplyAdd(a1, b0, sum10);
            sum11 = multiplyAdd(a1, b1, sum11);
        }
    }

    const uint partStart = part * push.rows * push.outputs;
    PAL_STORE(sum00, firstRow + rowOfTile, firstOutput + outputOfTile);
    PAL_STORE(sum01, firstRow + rowOfTile, firstOutput + outputOfTile + 16u);
    PAL_STORE(sum10, firstRow + rowOfTile + 16u, firstOutput + outputOfTile);
    PAL_STORE(sum11, firstRow + rowOfTile + 16u, firstOutput + outputOfTile + 16u);
}
