// The kernels on 256-bit registers: a pair of them holds 16 rows.

#include <hwy/base.h>

#include "engine/cpu/ops/block_product.h"
#include "engine/cpu/ops/unroll.h"

#if HWY_ARCH_X86
#include <immintrin.h>

HWY_PUSH_ATTRIBUTES("avx2,fma,f16c")
namespace palimpsest::cpu {
namespace {

struct RoundedBlock {
    float scale = 0;
    std::int32_t sum = 0;
};

struct Lanes {
    struct Integers {
        __m256i low;  // rows 0..7
        __m256i high; // rows 8..15
    };
    struct Floats {
        __m256 low;
        __m256 high;
    };
    struct Levels {
        Integers magnitude; // unsigned bytes, at most 128 for q8 and 15 for q4
        Integers sign;      // q8 alone: the signed level
    };
    static constexpr bool kCentres = true; // dot8 takes the 128 off by itself
    static constexpr std::size_t kPanels = 1;
    static constexpr std::size_t kStreams = 1;

    static Integers zero() { return { _mm256_setzero_si256(), _mm256_setzero_si256() }; }
    static Floats zeroFloats() { return { _mm256_setzero_ps(), _mm256_setzero_ps() }; }
    static __m256i load(const std::byte* at) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at)); }
    static Integers broadcast(const std::byte* at)
    {
        std::int32_t word;
        __builtin_memcpy(&word, at, 4);
        return { _mm256_set1_epi32(word), _mm256_set1_epi32(word) };
    }
    static Floats broadcastFloat(const std::byte* at)
    {
        float value;
        __builtin_memcpy(&value, at, 4);
        return { _mm256_set1_ps(value), _mm256_set1_ps(value) };
    }
    static Levels levels8(const std::byte* at)
    {
        const __m256i flip = _mm256_set1_epi8(-128);
        const Integers level{ _mm256_xor_si256(load(at), flip), _mm256_xor_si256(load(at + 32), flip) };
        return { { _mm256_abs_epi8(level.low), _mm256_abs_epi8(level.high) }, level };
    }
    static Levels lowNibbles(const std::byte* at)
    {
        const __m256i mask = _mm256_set1_epi8(15);
        return { { _mm256_and_si256(load(at), mask), _mm256_and_si256(load(at + 32), mask) }, zero() };
    }
    static Levels highNibbles(const std::byte* at)
    {
        const __m256i mask = _mm256_set1_epi8(15);
        return { { _mm256_and_si256(_mm256_srli_epi16(load(at), 4), mask),
                     _mm256_and_si256(_mm256_srli_epi16(load(at + 32), 4), mask) },
            zero() };
    }
    // Pairs of products fit 16 bits: 2 * 127 * 127 for q8, whose levels lie within +-127, and 2 * 15 * 127 for q4.
    static __m256i dotHalf(__m256i sum, __m256i magnitude, __m256i x)
    {
        return _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_maddubs_epi16(magnitude, x), _mm256_set1_epi16(1)));
    }
    static Integers dot8(Integers sum, const Levels& w, Integers x)
    {
        return { dotHalf(sum.low, w.magnitude.low, _mm256_sign_epi8(x.low, w.sign.low)),
            dotHalf(sum.high, w.magnitude.high, _mm256_sign_epi8(x.high, w.sign.high)) };
    }
    static Integers dot4(Integers sum, const Levels& w, Integers x)
    {
        return { dotHalf(sum.low, w.magnitude.low, x.low), dotHalf(sum.high, w.magnitude.high, x.high) };
    }
    static Floats halves(const std::byte* at)
    {
        return { _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at))),
            _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 16))) };
    }
    static Floats toFloats(Integers x) { return { _mm256_cvtepi32_ps(x.low), _mm256_cvtepi32_ps(x.high) }; }
    static Floats multiply(Floats a, Floats b)
    {
        return { _mm256_mul_ps(a.low, b.low), _mm256_mul_ps(a.high, b.high) };
    }
    static Floats add(Floats a, Floats b) { return { _mm256_add_ps(a.low, b.low), _mm256_add_ps(a.high, b.high) }; }
    static Floats multiplyAdd(Floats a, Floats b, Floats c)
    {
        return { _mm256_fmadd_ps(a.low, b.low, c.low), _mm256_fmadd_ps(a.high, b.high, c.high) };
    }
    static Floats loadPartly(const float* at, std::size_t count)
    {
        float values[16] = {};
        __builtin_memcpy(values, at, count * sizeof(float));
        return { _mm256_loadu_ps(values), _mm256_loadu_ps(values + 8) };
    }
    static void storePartly(float* at, std::size_t count, Floats x)
    {
        float values[16];
        _mm256_storeu_ps(values, x.low);
        _mm256_storeu_ps(values + 8, x.high);
        __builtin_memcpy(at, values, count * sizeof(float));
    }
    static RoundedBlock roundBlock(const float* values, std::int8_t* levels)
    {
        const __m256 signBit = _mm256_set1_ps(-0.0F);
        __m256 peaks = _mm256_setzero_ps();
        for (int i = 0; i < 4; ++i)
            peaks = _mm256_max_ps(peaks, _mm256_andnot_ps(signBit, _mm256_loadu_ps(values + 8 * i)));
        float parts[8];
        _mm256_storeu_ps(parts, peaks);
        float peak = 0;
        for (const float part : parts)
            peak = part > peak ? part : peak;
        const __m256 inverse = _mm256_set1_ps(peak > kSmallestPeak ? 127.0F / peak : 0.0F);
        std::int32_t sum = 0;
        for (int i = 0; i < 4; ++i) {
            std::int32_t rounded[8];
            _mm256_storeu_si256(reinterpret_cast<__m256i*>(rounded),
                _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_loadu_ps(values + 8 * i), inverse)));
            for (int j = 0; j < 8; ++j) {
                levels[8 * i + j] = static_cast<std::int8_t>(rounded[j]);
                sum += levels[8 * i + j];
            }
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

const BlockKernels& blockKernelsAvx2()
{
    static constexpr BlockKernels kKernels{ packTile, panels };
    return kKernels;
}

} // namespace palimpsest::cpu
HWY_POP_ATTRIBUTES
#endif
