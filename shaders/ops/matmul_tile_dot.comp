#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
#include "shaders/ops/matmul.push.h"
#include "shaders/common/weight_pieces.glsl"
#include "shaders/common/integer_dot.glsl"
layout(local_size_x_id = 0) in;                      // 16 * kRowLanes
layout(constant_id = 1) const uint kRowsEach = 4;    // of one invocation; a multiple of 4
layout(constant_id = 2) const uint kOutputsEach = 4; // of one invocation; a multiple of 4
layout(constant_id = 4) const uint kRowLanes = 16;
layout(push_constant, scalar) uniform Push { MatmulPush push; };
// matmul_tile for block formats and activations that round_rows has rounded to 8 bits (push.src holds their levels):
// one block of 32 inputs at a time, whose products are added up as integers.
const uint kTileRows = kRowsEach * kRowLanes;
const uint kTileOutputs = kOutputsEach * 16;
const uint kRowStride = kTileRows / 4 + 1;
const uint kOutputStride = kTileOutputs / 4 + 1;
const uint kWords = 8; // of a block

shared uvec4 rowTile[kWords * kRowStride]; // by word, then by row
shared uvec4 outputTile[kWords * kOutputStride];
shared vec4 rowScales[kTileRows / 4];
shared vec4 outputScales[kTileOutputs / 4];
#if defined(WEIGHT_Q4)
shared vec4 rowSums[kTileRows / 4]; // of the rounded activations
shared vec4 outputMinima[kTileOutputs / 4];
#endif

void stageRows(uint firstRow, uint block)
{
    const uint blocks = superblocksOf(push.width) * 2u;
    AddressWordsx4 levels = AddressWordsx4(push.src);
    for (uint item = gl_LocalInvocationID.x; item < kTileRows * 2u; item += gl_WorkGroupSize.x) {
        const uint row = item >> 1;
        const uint part = item & 1u;
        const uvec4 words = levels.at[(min(firstRow + row, push.rows - 1u) * blocks + block) * 2u + part];
        [[unroll]] for (uint i = 0; i < 4u; ++i)
            rowTile[(part * 4u + i) * kRowStride + (row >> 2)][row & 3u] = words[i];
    }
    for (uint row = gl_LocalInvocationID.x; row < kTileRows; row += gl_WorkGroupSize.x) {
        const uint at = min(firstRow + row, push.rows - 1u) * blocks + block;
        const float scale = push.scales.at[at];
        rowScales[row >> 2][row & 3u] = scale;
#if defined(WEIGHT_Q4)
        int sum = 0;
        [[unroll]] for (uint part = 0; part < 2u; ++part) {
            const uvec4 words = levels.at[at * 2u + part];
            sum += sumOfBytes(words.x) + sumOfBytes(words.y) + sumOfBytes(words.z) + sumOfBytes(words.w);
        }
        rowSums[row >> 2][row & 3u] = scale * float(sum);
#endif
    }
}

void stageOutputs(uint firstOutput, uint block)
{
    const uint quads = kTileOutputs / 4u;
    AddressWordsx4 pieces = AddressWordsx4(push.weight);
    for (uint item = gl_LocalInvocationID.x; item < quads * kWords; item += gl_WorkGroupSize.x) {
        const uint quad = item % quads;
        const uint word = item / quads;
        const uint panel = min(firstOutput + quad * 4u, push.outputs - 1u) >> 4;
        const uint superblock = (panel * superblocksOf(push.width) + (block >> 1)) * PAL_SUPERBLOCK_PIECES;
        const uint quarter = quad & 3u;
#if defined(WEIGHT_Q8)
        const uvec4 piece = pieces.at[superblock + PAL_LEVEL_PIECE + ((block & 1u) * kWords + word) * 4u + quarter];
#else
        const uvec4 piece = pieces.at[superblock + PAL_LEVEL_PIECE + word * 4u + quarter];
#endif
        outputTile[word * kOutputStride + quad] = signedLevels(piece, block & 1u);
        if (word == 0u) {
            outputScales[quad] = rowFactors(push.weight, superblock, block & 1u, quarter);
#if defined(WEIGHT_Q4)
            outputMinima[quad] = rowFactors(push.weight, superblock, 2u + (block & 1u), quarter);
#endif
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
    const uint outputLane = gl_LocalInvocationID.x & 15u;
    const uint rowLane = gl_LocalInvocationID.x >> 4;

    vec4 sums[kRowsEach * (kOutputsEach / 4)];
    [[unroll]] for (uint i = 0; i < kRowsEach * (kOutputsEach / 4); ++i)
        sums[i] = vec4(0.0);
    const uint end = min(push.width, (part + 1u) * push.partWidth);
    for (uint k = part * push.partWidth; k < end; k += 32u) {
        barrier(); // the tiles may still be read
        stageRows(firstRow, k >> 5);
        stageOutputs(firstOutput, k >> 5);
        barrier();
        ivec4 dots[kRowsEach * (kOutputsEach / 4)];
        [[unroll]] for (uint i = 0; i < kRowsEach * (kOutputsEach / 4); ++i)
            dots[i] = ivec4(0);
        [[unroll]] for (uint word = 0; word < kWords; ++word) {
            uvec4 x[kRowsEach / 4];
            [[unroll]] for (uint r = 0; r < kRowsEach / 4; ++r)
                x[r] = rowTile[word * kRowStride + r * kRowLanes + rowLane];
            [[unroll]] for (uint n = 0; n < kOutputsEach / 4; ++n) {
                const uvec4 w = outputTile[word * kOutputStride + n * 16u + outputLane];
                [[unroll]] for (uint r = 0; r < kRowsEach; ++r)
                    dots[r * (kOutputsEach / 4) + n] += dotsOfBytes(w, x[r / 4][r & 3u]);
            }
        }
        [[unroll]] for (uint r = 0; r < kRowsEach; ++r) {
            const uint quad = r / 4 * kRowLanes + rowLane;
            [[unroll]] for (uint n = 0; n < kOutputsEach / 4; ++n) {
                const vec4 scale = rowScales[quad][r & 3u] * outputScales[n * 16u + outputLane];
                sums[r * (kOutputsEach / 4) + n] += scale * vec4(dots[r * (kOutputsEach / 4) + n]);
#if defined(WEIGHT_Q4)
                sums[r * (kOutputsEach / 4) + n] += rowSums[quad][r & 3u] * outputMinima[n * 16u + outputLane];
#endif
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
                push.dst.at[partStart + row * push.outputs + target]
                    = push.hasBias == 1u ? sum + push.bias.at[target] : sum;
            }
        }
    }
}
