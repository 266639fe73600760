// What cooperative_matrix.glsl promises, computed by the invocations themselves: for tests of a shader's indices where
// there is no matrix unit. Included behind the shared arrays rowTile and outputTile, which the operands are read from
// when they are multiplied, and behind cooperative_matrix.glsl; of no effect in other variants.
#ifdef COOPERATIVE_EMULATED

vec4 firstHalves(uvec4 words)
{
    return vec4(unpackHalf2x16(words.x), unpackHalf2x16(words.y));
}

vec4 lastHalves(uvec4 words)
{
    return vec4(unpackHalf2x16(words.z), unpackHalf2x16(words.w));
}

float dotOfRow(uint at, vec4 b0, vec4 b1, vec4 b2, vec4 b3)
{
    const uvec4 first = rowTile[at];
    const uvec4 last = rowTile[at + 1u];
    return dot(firstHalves(first), b0) + dot(lastHalves(first), b1) + dot(firstHalves(last), b2)
        + dot(lastHalves(last), b3);
}

// All loops of a shader together may come to 65536 rounds on llvmpipe, which leaves them in silence then: few rounds.
MatrixSum multiplyAdd(MatrixA a, MatrixB b, MatrixSum sum)
{
    const uint column = b.at + PAL_LANE % 16u * b.stride;
    const vec4 b0 = firstHalves(outputTile[column]);
    const vec4 b1 = lastHalves(outputTile[column]);
    const vec4 b2 = firstHalves(outputTile[column + 1u]);
    const vec4 b3 = lastHalves(outputTile[column + 1u]);
    const uint row = a.at + PAL_LANE / 16u * 8u * a.stride;
    for (uint r = 0; r < 4u; ++r) {
        sum.upper[r] += dotOfRow(row + r * a.stride, b0, b1, b2, b3);
        sum.lower[r] += dotOfRow(row + (r + 4u) * a.stride, b0, b1, b2, b3);
    }
    return sum;
}

#endif
