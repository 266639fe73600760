// The kernels on 512-bit registers with the 8-bit dot products of VNNI.

#include <hwy/base.h>

#include "engine/cpu/ops/block_product.h"
#include "engine/cpu/ops/unroll.h"

#if HWY_ARCH_X86
#include <immintrin.h>

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized" // g++ 12 warns about the undefined vectors of its own header
#endif

HWY_PUSH_ATTRIBUTES("avx2,fma,f16c,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")
namespace palimpsest::cpu {
namespace {

struct RoundedBlock {
    float scale = 0;
    std::int32_t sum = 0;
};

struct Lanes {
    using Integers = __m512i;
    using Floats = __m512;
    using Levels = __m512i;
    static constexpr bool kCentres = false;
    static constexpr std::size_t kPanels = 2;
    static constexpr std::size_t kStreams = 4;

    static Integers zero() { return _mm512_setzero_si512(); }
    static Floats zeroFloats() { return _mm512_setzero_ps(); }
    static Integers broadcast(const std::byte* at)
    {
        std::int32_t word;
        __builtin_memcpy(&word, at, 4);
        return _mm512_set1_epi32(word);
    }
    static Floats broadcastFloat(const std::byte* at)
    {
        float value;
        __builtin_memcpy(&value, at, 4);
        return _mm512_set1_ps(value);
    }
    static Levels levels8(const std::byte* at) { return _mm512_loadu_si512(at); }
    static Levels lowNibbles(const std::byte* at)
    {
        return _mm512_and_si512(_mm512_loadu_si512(at), _mm512_set1_epi8(15));
    }
    static Levels highNibbles(const std::byte* at)
    {
        return _mm512_and_si512(_mm512_srli_epi16(_mm512_loadu_si512(at), 4), _mm512_set1_epi8(15));
    }
    static Integers dot8(Integers sum, Levels w, Integers x) { return _mm512_dpbusd_epi32(sum, w, x); }
    static Integers dot4(Integers sum, Levels w, Integers x) { return _mm512_dpbusd_epi32(sum, w, x); }
    static Floats halves(const std::byte* at)
    {
        return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(at)));
    }
    static Floats toFloats(Integers x) { return _mm512_cvtepi32_ps(x); }
    static Floats multiply(Floats a, Floats b) { return _mm512_mul_ps(a, b); }
    static Floats add(Floats a, Floats b) { return _mm512_add_ps(a, b); }
    static Floats multiplyAdd(Floats a, Floats b, Floats c) { return _mm512_fmadd_ps(a, b, c); }
    static Floats loadPartly(const float* at, std::size_t count)
    {
        return _mm512_maskz_loadu_ps(static_cast<__mmask16>((1U << count) - 1U), at);
    }
    static void storePartly(float* at, std::size_t count, Floats x)
    {
        _mm512_mask_storeu_ps(at, static_cast<__mmask16>((1U << count) - 1U), x);
    }
    // The largest lane of `a` in all of the result's first half, that of `b` in the second.
    static __m512 largestOfBoth(__m512 a, __m512 b)
    {
        __m512 x = _mm512_max_ps(
            _mm512_shuffle_f32x4(a, b, _MM_SHUFFLE(1, 0, 1, 0)), _mm512_shuffle_f32x4(a, b, _MM_SHUFFLE(3, 2, 3, 2)));
        x = _mm512_max_ps(x, _mm512_shuffle_f32x4(x, x, _MM_SHUFFLE(2, 3, 0, 1)));
        x = _mm512_max_ps(x, _mm512_permute_ps(x, _MM_SHUFFLE(1, 0, 3, 2)));
        return _mm512_max_ps(x, _mm512_permute_ps(x, _MM_SHUFFLE(2, 3, 0, 1)));
    }
    static __m512i sumsOfBoth(__m512i a, __m512i b)
    {
        __m512i x = _mm512_add_epi32(
            _mm512_shuffle_i32x4(a, b, _MM_SHUFFLE(1, 0, 1, 0)), _mm512_shuffle_i32x4(a, b, _MM_SHUFFLE(3, 2, 3, 2)));
        x = _mm512_add_epi32(x, _mm512_shuffle_i32x4(x, x, _MM_SHUFFLE(2, 3, 0, 1)));
        x = _mm512_add_epi32(x, _mm512_shuffle_epi32(x, _MM_PERM_BADC));
        return _mm512_add_epi32(x, _mm512_shuffle_epi32(x, _MM_PERM_CDAB));
    }
    static void roundSuperblock(const float* values, std::int8_t* levels, RoundedBlock* rounded)
    {
        __m512 x[4];
        PAL_UNROLL
        for (int i = 0; i < 4; ++i)
            x[i] = _mm512_loadu_ps(values + 16 * i);
        const __m512 peaks = largestOfBoth(_mm512_max_ps(_mm512_abs_ps(x[0]), _mm512_abs_ps(x[1])),
            _mm512_max_ps(_mm512_abs_ps(x[2]), _mm512_abs_ps(x[3])));
        const __m512 full = _mm512_set1_ps(127.0F);
        const __mmask16 present = _mm512_cmp_ps_mask(peaks, _mm512_set1_ps(kSmallestPeak), _CMP_GT_OQ);
        const __m512 inverses = _mm512_maskz_div_ps(present, full, peaks);
        const __m512 inverse[2] = { _mm512_shuffle_f32x4(inverses, inverses, 0), // the first quarter four times
            _mm512_shuffle_f32x4(inverses, inverses, 0xff) };                    // the last quarter four times
        __m512i level[4];
        PAL_UNROLL
        for (int i = 0; i < 4; ++i) {
            level[i] = _mm512_cvtps_epi32(_mm512_mul_ps(x[i], inverse[i / 2]));
            _mm_storeu_si128(reinterpret_cast<__m128i*>(levels + 16 * i), _mm512_cvtsepi32_epi8(level[i]));
        }
        const __m512 scales = _mm512_div_ps(peaks, full);
        const __m512i sums = sumsOfBoth(_mm512_add_epi32(level[0], level[1]), _mm512_add_epi32(level[2], level[3]));
        rounded[0] = { _mm512_cvtss_f32(scales), _mm_cvtsi128_si32(_mm512_castsi512_si128(sums)) };
        rounded[1] = { _mm_cvtss_f32(_mm512_extractf32x4_ps(scales, 2)),
            _mm_cvtsi128_si32(_mm512_extracti32x4_epi32(sums, 2)) };
    }
};

#include "engine/cpu/ops/block_kernel.h"

} // namespace

const BlockKernels& blockKernelsAvx512()
{
    static constexpr BlockKernels kKernels{ packTile, panels };
    return kKernels;
}

} // namespace palimpsest::cpu
HWY_POP_ATTRIBUTES
#endif
