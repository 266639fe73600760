// The kernels in plain arrays of 16, for any processor: compilers make of them what its baseline allows.

#include "engine/cpu/ops/block_product.h"

#include <cmath>

#include "engine/base/half.h"
#include "engine/cpu/ops/unroll.h"

namespace palimpsest::cpu {
namespace {

struct RoundedBlock {
    float scale = 0;
    std::int32_t sum = 0;
};

struct Lanes {
    struct Integers {
        std::int32_t at[16];
    };
    struct Floats {
        float at[16];
    };
    struct Levels {
        std::int16_t at[64];
    };
    static constexpr bool kCentres = true;
    static constexpr std::size_t kPanels = 1;
    static constexpr std::size_t kStreams = 1;

    static Integers zero() { return {}; }
    static Floats zeroFloats() { return {}; }
    static Integers broadcast(const std::byte* at)
    {
        std::int32_t word = 0;
        __builtin_memcpy(&word, at, 4);
        Integers all;
        for (std::int32_t& lane : all.at)
            lane = word;
        return all;
    }
    static Floats broadcastFloat(const std::byte* at)
    {
        float value = 0;
        __builtin_memcpy(&value, at, 4);
        Floats all;
        for (float& lane : all.at)
            lane = value;
        return all;
    }
    template <typename Level> static Levels levelsBy(const std::byte* at, Level level)
    {
        Levels levels;
        for (std::size_t i = 0; i < 64; ++i)
            levels.at[i] = static_cast<std::int16_t>(level(std::to_integer<int>(at[i])));
        return levels;
    }
    static Levels levels8(const std::byte* at)
    {
        return levelsBy(at, [](int byte) { return byte - 128; });
    }
    static Levels lowNibbles(const std::byte* at)
    {
        return levelsBy(at, [](int byte) { return byte & 15; });
    }
    static Levels highNibbles(const std::byte* at)
    {
        return levelsBy(at, [](int byte) { return byte >> 4; });
    }
    static Integers dot8(const Integers& sum, const Levels& w, const Integers& x)
    {
        std::int8_t four[4];
        __builtin_memcpy(four, x.at, 4);
        Integers result;
        for (std::size_t r = 0; r < 16; ++r)
            result.at[r] = sum.at[r] + w.at[4 * r] * four[0] + w.at[4 * r + 1] * four[1] + w.at[4 * r + 2] * four[2]
                + w.at[4 * r + 3] * four[3];
        return result;
    }
    static Integers dot4(const Integers& sum, const Levels& w, const Integers& x) { return dot8(sum, w, x); }
    static Floats halves(const std::byte* at)
    {
        std::uint16_t bits[16];
        __builtin_memcpy(bits, at, sizeof bits);
        Floats values;
        for (std::size_t i = 0; i < 16; ++i)
            values.at[i] = f16ToFloat(bits[i]);
        return values;
    }
    template <typename Operation> static Floats each(Operation operation)
    {
        Floats result;
        for (std::size_t i = 0; i < 16; ++i)
            result.at[i] = operation(i);
        return result;
    }
    static Floats toFloats(const Integers& x)
    {
        return each([&](std::size_t i) { return static_cast<float>(x.at[i]); });
    }
    static Floats multiply(const Floats& a, const Floats& b)
    {
        return each([&](std::size_t i) { return a.at[i] * b.at[i]; });
    }
    static Floats add(const Floats& a, const Floats& b)
    {
        return each([&](std::size_t i) { return a.at[i] + b.at[i]; });
    }
    static Floats multiplyAdd(const Floats& a, const Floats& b, const Floats& c)
    {
        return each([&](std::size_t i) { return a.at[i] * b.at[i] + c.at[i]; });
    }
    static Floats loadPartly(const float* at, std::size_t count)
    {
        Floats values{};
        __builtin_memcpy(values.at, at, count * sizeof(float));
        return values;
    }
    static void storePartly(float* at, std::size_t count, const Floats& x)
    {
        __builtin_memcpy(at, x.at, count * sizeof(float));
    }
    static RoundedBlock roundBlock(const float* values, std::int8_t* levels)
    {
        float peak = 0;
        for (std::size_t i = 0; i < block::kBlockWidth; ++i)
            peak = std::fabs(values[i]) > peak ? std::fabs(values[i]) : peak;
        const float inverse = peak > kSmallestPeak ? 127.0F / peak : 0.0F;
        std::int32_t sum = 0;
        for (std::size_t i = 0; i < block::kBlockWidth; ++i) {
            levels[i] = static_cast<std::int8_t>(std::lrint(values[i] * inverse));
            sum += levels[i];
        }
        return { peak / 127.0F, sum };
    }
    static void roundSuperblock(const float* values, std::int8_t* levels, RoundedBlock* rounded)
    {
        rounded[0] = roundBlock(values, levels);
        rounded[1] = roundBlock(values + block::kBlockWidth, levels + block::kBlockWidth);
    }
};

#include "engine/cpu/ops/block_kernel.h"

} // namespace

const BlockKernels& blockKernelsPortable()
{
    static constexpr BlockKernels kKernels{ packTile, panels };
    return kKernels;
}

const BlockKernels& blockKernels(const InstructionSets& sets)
{
#if defined(__x86_64__)
    if (sets.vnni)
        return blockKernelsAvx512();
    if (sets.avx2)
        return blockKernelsAvx2();
#endif
    return blockKernelsPortable();
}

} // namespace palimpsest::cpu
