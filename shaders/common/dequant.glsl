// Weights as the checkpoint or the cache stores them, one number at a time: weightAt(words, row, column, width). The
// variant word says how they are stored. The block formats are those of engine/tensor/block_format.h.
#if defined(WEIGHT_F32)

float weightAt(AddressWords words, uint row, uint column, uint width)
{
    return uintBitsToFloat(words.at[row * width + column]);
}

#elif defined(WEIGHT_F16)

float weightAt(AddressWords words, uint row, uint column, uint width)
{
    const uint index = row * width + column;
    const vec2 pair = unpackHalf2x16(words.at[index >> 1]);
    return (index & 1u) == 0u ? pair.x : pair.y;
}

#elif defined(WEIGHT_BF16)

float weightAt(AddressWords words, uint row, uint column, uint width)
{
    const uint index = row * width + column;
    const uint pair = words.at[index >> 1];
    return uintBitsToFloat((index & 1u) == 0u ? pair << 16 : pair & 0xffff0000u);
}

#elif defined(WEIGHT_Q8)

#define PAL_SUPERBLOCK_WORDS 272u

float weightAt(AddressWords words, uint row, uint column, uint width)
{
    const uint lane = row & 15u;
    const uint base = ((row >> 4) * ((width + 63u) >> 6) + (column >> 6)) * PAL_SUPERBLOCK_WORDS;
    const uint block = (column >> 5) & 1u;
    const vec2 scales = unpackHalf2x16(words.at[base + block * 8u + (lane >> 1)]);
    const uint levels = words.at[base + 16u + ((column >> 2) & 15u) * 16u + lane];
    const float level = float((levels >> ((column & 3u) * 8u)) & 255u) - 128.0;
    return ((lane & 1u) == 0u ? scales.x : scales.y) * level;
}

#elif defined(WEIGHT_Q4)

#define PAL_SUPERBLOCK_WORDS 160u

float weightAt(AddressWords words, uint row, uint column, uint width)
{
    const uint lane = row & 15u;
    const uint base = ((row >> 4) * ((width + 63u) >> 6) + (column >> 6)) * PAL_SUPERBLOCK_WORDS;
    const uint block = (column >> 5) & 1u;
    const vec2 scales = unpackHalf2x16(words.at[base + block * 8u + (lane >> 1)]);
    const vec2 minima = unpackHalf2x16(words.at[base + 16u + block * 8u + (lane >> 1)]);
    const uint levels = words.at[base + 32u + ((column >> 2) & 7u) * 16u + lane];
    const float level = float((levels >> ((column & 3u) * 8u + block * 4u)) & 15u);
    return (lane & 1u) == 0u ? scales.x * level + minima.x : scales.y * level + minima.y;
}

#endif
