// Weights sixteen bytes at a time, as the products read them; needs push.h and a variant word.
//   plain formats: 4 (f32) or 8 inputs of one row, PAL_PIECE_INPUTS of them.
//   block formats: one uvec4 holds the levels of four rows (its components) for four inputs (its bytes): q8 of one
//   block, q4 of both blocks (low and high nibbles). A superblock has PAL_SUPERBLOCK_PIECES pieces: first its scales
//   (q4: and minima), then the levels, group by group of four inputs, four pieces a group.
#if defined(WEIGHT_F32)

#define PAL_PIECE_INPUTS 4u

void unpackPiece(uvec4 piece, out vec4 inputs[1])
{
    inputs[0] = uintBitsToFloat(piece);
}

#elif defined(WEIGHT_F16)

#define PAL_PIECE_INPUTS 8u

void unpackPiece(uvec4 piece, out vec4 inputs[2])
{
    inputs[0] = vec4(unpackHalf2x16(piece.x), unpackHalf2x16(piece.y));
    inputs[1] = vec4(unpackHalf2x16(piece.z), unpackHalf2x16(piece.w));
}

#elif defined(WEIGHT_BF16)

#define PAL_PIECE_INPUTS 8u

void unpackPiece(uvec4 piece, out vec4 inputs[2])
{
    const uvec4 even = piece << 16;
    const uvec4 odd = piece & 0xffff0000u;
    inputs[0] = uintBitsToFloat(uvec4(even.x, odd.x, even.y, odd.y));
    inputs[1] = uintBitsToFloat(uvec4(even.z, odd.z, even.w, odd.w));
}

#else

#define PAL_BLOCK_FORMAT

#if defined(WEIGHT_Q8)
#define PAL_SUPERBLOCK_PIECES 68u
#define PAL_LEVEL_PIECE 4u // the first of the levels
#else
#define PAL_SUPERBLOCK_PIECES 40u
#define PAL_LEVEL_PIECE 8u
#endif

uint superblocksOf(uint width)
{
    return (width + 63u) >> 6;
}

// Four f16 values, of rows 4 * quarter .. 4 * quarter + 3: the scales (table 0, 1 for block 0, 1) or the minima
// (table 2, 3) of the superblock that starts at `superblock` pieces.
vec4 rowFactors(AddressWords words, uint superblock, uint table, uint quarter)
{
    const uvec2 factors = AddressWordsx2(words).at[superblock * 2u + table * 4u + quarter];
    return vec4(unpackHalf2x16(factors.x), unpackHalf2x16(factors.y));
}

// The levels of four rows for input `byte` of the piece. q8: -127 .. 127; q4: 0 .. 15 of block `block`.
// signedLevels: those of all four inputs as signed bytes, for the integer dot product.
#if defined(WEIGHT_Q8)
vec4 levelsAt(uvec4 piece, uint byte)
{
    return vec4((piece >> (byte * 8u)) & 255u) - 128.0;
}

uvec4 signedLevels(uvec4 piece, uint block)
{
    return piece ^ 0x80808080u;
}
#else
vec4 levelsAt(uvec4 piece, uint byte, uint block)
{
    return vec4((piece >> (byte * 8u + block * 4u)) & 15u);
}

uvec4 signedLevels(uvec4 piece, uint block)
{
    return (piece >> (block * 4u)) & 0x0f0f0f0fu;
}
#endif

#endif
