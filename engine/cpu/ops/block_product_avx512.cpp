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
    static RoundedBlock roundBlock(const float* values, std::int8_t* levels)
    {
        const __m512 a = _mm512_loadu_ps(values);
        const __m512 b = _mm512_loadu_ps(values + 16);
        const float peak = _mm512_reduce_max_ps(_mm512_max_ps(_mm512_abs_ps(a), _mm512_abs_ps(b)));
        const __m512 inverse = _mm512_set1_ps(peak > kSmallestPeak ? 127.0F / peak : 0.0F);
        const __m512i ia = _mm512_cvtps_epi32(_mm512_mul_ps(a, inverse));
        const __m512i ib = _mm512_cvtps_epi32(_mm512_mul_ps(b, inverse));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(levels), _mm512_cvtsepi32_epi8(ia));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(levels + 16), _mm512_cvtsepi32_epi8(ib));
        return { peak / 127.0F, _mm512_reduce_add_epi32(_mm512_add_epi32(ia, ib)) };
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
