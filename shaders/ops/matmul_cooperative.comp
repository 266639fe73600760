#version 460
#ifndef COOPERATIVE_EMULATED
#pragma use_vulkan_memory_model
#endif
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#extension GL_KHR_shader_subgroup_basic : require
#include "shaders/ops/matmul.push.h"
#include "shaders/common/dequant.glsl"
#include "shaders/common/weight_pieces.glsl"
#include "shaders/common/cooperative_matrix.glsl"
layout(local_size_x_id = 0) in;                      // kSubgroupRows * kSubgroupColumns subgroups
layout(constant_id = 1) const uint kBuffers = 1;     // 2: what comes next is stored while this is multiplied
layout(constant_id = 2) const bool kPieces = true;   // weights may be read sixteen bytes at a time
layout(constant_id = 3) const uint kSumRows = 2;     // matrices of sums that a subgroup has: 1 to 4 each way
layout(constant_id = 4) const uint kSumColumns = 2;
layout(constant_id = 5) const uint kSubgroupRows = 2;
layout(constant_id = 6) const uint kSubgroupColumns = 4;
layout(constant_id = 7) const uint kStep = 64;       // inputs at a time: 32 or 64
layout(push_constant, scalar) uniform Push { MatmulPush push; };
// For many rows, on the matrix unit: both operands as f16 in shared memory, kStep inputs at a time, sums in f32. The
// activations come from half_rows (push.src holds f16, padded to whole blocks), the weights are unpacked on their way
// into shared memory. What the next step needs is read while this one computes. Whatever an invocation holds has a name
// of its own, and there is no array but in shared memory: an array may end up in memory. What a shape of tiles
// (engine/vulkan/cooperative_shape.h) does not use falls away when its constants are known.
const uint kInvocations = gl_WorkGroupSize.x;
const uint kTileRows = kSubgroupRows * kSumRows * 16;
const uint kTileOutputs = kSubgroupColumns * kSumColumns * 16;
const uint kAcross = kStep / 8;   // uvec4, eight f16 each, of one row of a tile
const uint kStride = kAcross + 1; // one more so that neighbouring rows lie in other banks

shared uvec4 rowTile[kBuffers * kTileRows * kStride];
shared uvec4 outputTile[kBuffers * kTileOutputs * kStride];
shared float resultTile[kSubgroupRows * kSubgroupColumns * 256];
#include "shaders/common/emulated_matrix.glsl"

// X(i) for each item that one invocation may bring into shared memory: kMostItems in cooperative_shape.cpp.
#define PAL_EACH_ITEM(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7)
#define PAL_ITEM(i) (uint(i) * kInvocations + gl_LocalInvocationID.x)
#define PAL_HAS_ITEM(i, all) (uint(i) * kInvocations < (all))

const uint kRowItems = kTileRows * kAcross;
#define PAL_DECLARE_ROWS(i) uvec4 nextRows##i;
#define PAL_FETCH_ROWS(i) \
    if (PAL_HAS_ITEM(i, kRowItems)) \
        nextRows##i = rowsAt(PAL_ITEM(i), firstRow, k);
#define PAL_STORE_ROWS(i) \
    if (PAL_HAS_ITEM(i, kRowItems) && PAL_ITEM(i) < kRowItems) \
        rowTile[rowBuffer + PAL_ITEM(i) / kAcross * kStride + PAL_ITEM(i) % kAcross] = nextRows##i;

uvec4 rowsAt(uint item, uint firstRow, uint k)
{
    const uint rowPieces = (push.width + 63u) / 64u * 8u;
    const uint row = min(firstRow + item / kAcross, push.rows - 1u);
    return AddressWordsx4(push.src).at[row * rowPieces + (k >> 3) + item % kAcross];
}

#if defined(PAL_BLOCK_FORMAT)

// An item is a piece: four inputs of four outputs. Neighbouring invocations have the quarters of one group, then the
// next group of the same block, then the other block of the same panel (where a step has both), then the next panel.
const uint kOutputItems = kTileOutputs / 4 * kStep / 4;
#define PAL_DECLARE_OUTPUTS(i) \
    uvec4 nextPiece##i; \
    vec4 nextScales##i; \
    vec4 nextMinima##i;
#define PAL_FETCH_OUTPUTS(i) \
    if (PAL_HAS_ITEM(i, kOutputItems)) \
        fetchPiece(PAL_ITEM(i), firstOutput, k, nextPiece##i, nextScales##i, nextMinima##i);
#define PAL_STORE_OUTPUTS(i) \
    if (PAL_HAS_ITEM(i, kOutputItems) && PAL_ITEM(i) < kOutputItems) \
        storePiece(PAL_ITEM(i), outputBuffer, k, nextPiece##i, nextScales##i, nextMinima##i);

uint blockOf(uint item, uint k)
{
    return kStep == 64u ? (item >> 5) & 1u : (k >> 5) & 1u;
}

void fetchPiece(uint item, uint firstOutput, uint k, out uvec4 piece, out vec4 scales, out vec4 minima)
{
    AddressWordsx4 pieces = AddressWordsx4(push.weight);
    const uint quarter = item & 3u;
    const uint group = (item >> 2) & 7u;
    const uint block = blockOf(item, k);
    const uint panel = min((firstOutput >> 4) + item / kStep, (push.outputs - 1u) >> 4);
    const uint superblock = (panel * superblocksOf(push.width) + (k >> 6)) * PAL_SUPERBLOCK_PIECES;
    scales = rowFactors(push.weight, superblock, block, quarter);
#if defined(WEIGHT_Q8)
    minima = vec4(0.0);
    piece = pieces.at[superblock + PAL_LEVEL_PIECE + (block * 8u + group) * 4u + quarter];
#else
    minima = rowFactors(push.weight, superblock, 2u + block, quarter);
    piece = pieces.at[superblock + PAL_LEVEL_PIECE + group * 4u + quarter];
#endif
}

void storePiece(uint item, uint outputBuffer, uint k, uvec4 piece, vec4 scales, vec4 minima)
{
    const uint group = (item >> 2) & 7u;
    const uint block = blockOf(item, k);
#if defined(WEIGHT_Q8)
    const vec4 input0 = scales * levelsAt(piece, 0u);
    const vec4 input1 = scales * levelsAt(piece, 1u);
    const vec4 input2 = scales * levelsAt(piece, 2u);
    const vec4 input3 = scales * levelsAt(piece, 3u);
#else
    const vec4 input0 = scales * levelsAt(piece, 0u, block) + minima;
    const vec4 input1 = scales * levelsAt(piece, 1u, block) + minima;
    const vec4 input2 = scales * levelsAt(piece, 2u, block) + minima;
    const vec4 input3 = scales * levelsAt(piece, 3u, block) + minima;
#endif
    // Four f16 of each of four outputs: one half of what is eight of one output. The other half is a neighbour's, so that
    // components are written one by one: a compiler may make two at once a reading and writing of all.
    const uint place = (kStep == 64u ? block * 4u : 0u) + (group >> 1);
    const uint at = outputBuffer + (item / kStep * 16u + (item & 3u) * 4u) * kStride + place;
    const uint word = (group & 1u) * 2u;
#define PAL_STORE_OUTPUT(r) \
    outputTile[at + uint(r) * kStride][word] = packHalf2x16(vec2(input0[r], input1[r])); \
    outputTile[at + uint(r) * kStride][word + 1u] = packHalf2x16(vec2(input2[r], input3[r]));
    PAL_STORE_OUTPUT(0)
    PAL_STORE_OUTPUT(1)
    PAL_STORE_OUTPUT(2)
    PAL_STORE_OUTPUT(3)
}

#else

// An item is eight inputs of one output: one piece, of f32 two.
const uint kOutputItems = kTileOutputs * kAcross;
#if defined(WEIGHT_F32)
#define PAL_DECLARE_OUTPUTS(i) \
    uvec4 nextPiece##i; \
    uvec4 nextPieceMore##i;
#define PAL_FETCH_OUTPUTS(i) \
    if (PAL_HAS_ITEM(i, kOutputItems)) { \
        nextPiece##i = pieceAt(PAL_ITEM(i), firstOutput, k, 0u); \
        nextPieceMore##i = pieceAt(PAL_ITEM(i), firstOutput, k, 4u); \
    }
#define PAL_HALVES(i) halvesOf(nextPiece##i, nextPieceMore##i)
#else
#define PAL_DECLARE_OUTPUTS(i) uvec4 nextPiece##i;
#define PAL_FETCH_OUTPUTS(i) \
    if (PAL_HAS_ITEM(i, kOutputItems)) \
        nextPiece##i = pieceAt(PAL_ITEM(i), firstOutput, k, 0u);
#define PAL_HALVES(i) halvesOf(nextPiece##i)
#endif
#define PAL_STORE_OUTPUTS(i) \
    if (PAL_HAS_ITEM(i, kOutputItems) && PAL_ITEM(i) < kOutputItems) \
        outputTile[outputBuffer + PAL_ITEM(i) / kAcross * kStride + PAL_ITEM(i) % kAcross] = PAL_HALVES(i);

// Sixteen bytes as they are stored, zeros behind the width.
uvec4 pieceAt(uint item, uint firstOutput, uint k, uint offset)
{
    const uint row = min(firstOutput + item / kAcross, push.outputs - 1u);
    const uint first = k + item % kAcross * 8u + offset;
    if (kPieces)
        return first < push.width ? AddressWordsx4(push.weight).at[(row * push.width + first) / PAL_PIECE_INPUTS]
                                  : uvec4(0u);
    uvec4 piece = uvec4(0u);
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
    return piece;
}

#if defined(WEIGHT_F32)
uvec4 halvesOf(uvec4 piece, uvec4 more)
{
    const vec4 first = uintBitsToFloat(piece);
    const vec4 second = uintBitsToFloat(more);
    return uvec4(packHalf2x16(first.xy), packHalf2x16(first.zw), packHalf2x16(second.xy), packHalf2x16(second.zw));
}
#elif defined(WEIGHT_F16)
uvec4 halvesOf(uvec4 piece)
{
    return piece;
}
#else
uint halvesOfPair(uint pair)
{
    return packHalf2x16(vec2(uintBitsToFloat(pair << 16), uintBitsToFloat(pair & 0xffff0000u)));
}

uvec4 halvesOf(uvec4 piece)
{
    return uvec4(halvesOfPair(piece.x), halvesOfPair(piece.y), halvesOfPair(piece.z), halvesOfPair(piece.w));
}
#endif

#endif

// The sums: X(row, column).
#define PAL_EACH_COLUMN(X, r) X(r, 0) X(r, 1) X(r, 2) X(r, 3)
#define PAL_EACH_SUM(X) PAL_EACH_COLUMN(X, 0) PAL_EACH_COLUMN(X, 1) PAL_EACH_COLUMN(X, 2) PAL_EACH_COLUMN(X, 3)
#define PAL_HAS_SUM(r, c) (uint(r) < kSumRows && uint(c) < kSumColumns)
#define PAL_DECLARE_SUM(r, c) MatrixSum sum##r##c = zeroSum();
#define PAL_ADVANCE_SUM(r, c) \
    if (PAL_HAS_SUM(r, c)) \
        sum##r##c = multiplyAdd(a, b##c, sum##r##c);
#define PAL_LOAD_COLUMN(c) \
    MatrixB b##c; \
    if (uint(c) < kSumColumns) \
        loadMatrixB(b##c, outputTile, outputBuffer + (outputOfTile + uint(c) * 16u) * kStride + i * 2u, kStride);
#define PAL_ADVANCE_ROW(r) \
    if (uint(r) < kSumRows) { \
        MatrixA a; \
        loadMatrixA(a, rowTile, rowBuffer + (rowOfTile + uint(r) * 16u) * kStride + i * 2u, kStride); \
        PAL_EACH_COLUMN(PAL_ADVANCE_SUM, r) \
    }
// Through shared memory, since nobody says which invocation holds which sum; each subgroup has a part of its own there.
#define PAL_STORE_SUM(r, c) \
    if (PAL_HAS_SUM(r, c)) { \
        PAL_SUBGROUP_BARRIER; \
        storeMatrix(sum##r##c, resultTile, PAL_SUBGROUP * 256u, 16u); \
        PAL_SUBGROUP_BARRIER; \
        storeResults(firstRow + rowOfTile + uint(r) * 16u, firstOutput + outputOfTile + uint(c) * 16u, partStart); \
    }

void storeResults(uint firstRow, uint firstOutput, uint partStart)
{
    for (uint i = PAL_LANE; i < 256u; i += PAL_SUBGROUP_SIZE) {
        const uint row = firstRow + (i >> 4);
        const uint target = firstOutput + (i & 15u);
        if (row < push.rows && target < push.outputs) {
            const float sum = resultTile[PAL_SUBGROUP * 256u + i] * push.scales.at[row];
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
    const uint rowOfTile = PAL_SUBGROUP / kSubgroupColumns * kSumRows * 16u;
    const uint outputOfTile = PAL_SUBGROUP % kSubgroupColumns * kSumColumns * 16u;

    PAL_EACH_SUM(PAL_DECLARE_SUM)
    PAL_EACH_ITEM(PAL_DECLARE_ROWS)
    PAL_EACH_ITEM(PAL_DECLARE_OUTPUTS)
    const uint start = part * push.partWidth;
    const uint end = min(push.width, start + push.partWidth);
    uint rowBuffer = 0u; // where in shared memory the tiles of this step begin
    uint outputBuffer = 0u;
    uint k = start;
    PAL_EACH_ITEM(PAL_FETCH_ROWS)
    PAL_EACH_ITEM(PAL_FETCH_OUTPUTS)
    while (k < end) {
        if (kBuffers == 1u)
            barrier(); // the tiles may still be read
        PAL_EACH_ITEM(PAL_STORE_ROWS)
        PAL_EACH_ITEM(PAL_STORE_OUTPUTS)
        barrier();
        k += kStep;
        if (k < end) {
            PAL_EACH_ITEM(PAL_FETCH_ROWS)
            PAL_EACH_ITEM(PAL_FETCH_OUTPUTS)
        }
        PAL_UNROLL_STEPS for (uint i = 0; i < kStep / 16u; ++i) {
            PAL_LOAD_COLUMN(0)
            PAL_LOAD_COLUMN(1)
            PAL_LOAD_COLUMN(2)
            PAL_LOAD_COLUMN(3)
            PAL_ADVANCE_ROW(0)
            PAL_ADVANCE_ROW(1)
            PAL_ADVANCE_ROW(2)
            PAL_ADVANCE_ROW(3)
        }
        if (kBuffers == 2u) { // nobody reads the others any more: all are behind the barrier above
            rowBuffer = kTileRows * kStride - rowBuffer;
            outputBuffer = kTileOutputs * kStride - outputBuffer;
        }
    }

    const uint partStart = part * push.rows * push.outputs;
    PAL_EACH_SUM(PAL_STORE_SUM)
}
