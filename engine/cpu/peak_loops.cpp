#include "engine/cpu/peak_loops.h"

#include "engine/cpu/instruction_sets.h"
#include "engine/cpu/ops/unroll.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/cpu/peak_loops.cpp" // compiled once per target
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace palimpsest::cpu::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t kChains = 12; // enough to hide the latency of a multiply-add, few enough for 16 registers

float runF32(std::uint64_t rounds)
{
    const hn::ScalableTag<float> d;
    hn::Vec<decltype(d)> sums[kChains];
    float start = 0; // each chain its own, or a compiler computes equal ones once
    PAL_UNROLL
    for (auto& sum : sums)
        sum = hn::Set(d, start += 1.0F);
    const auto factor = hn::Set(d, 0.999F);
    for (std::uint64_t round = 0; round < rounds; ++round) {
        PAL_UNROLL
        for (std::size_t i = 0; i < kChains; ++i)
            sums[i] = hn::MulAdd(sums[i], factor, factor);
    }
    auto total = hn::Zero(d);
    PAL_UNROLL
    for (const auto& sum : sums)
        total = hn::Add(total, sum);
    return hn::GetLane(hn::SumOfLanes(d, total));
}

std::uint64_t f32Operations()
{
    return 2 * kChains * hn::Lanes(hn::ScalableTag<float>());
}

std::uint64_t readAllHere(const std::byte* bytes, std::size_t size)
{
    const hn::ScalableTag<std::uint64_t> d;
    const std::size_t lanes = hn::Lanes(d);
    const auto* const words = reinterpret_cast<const std::uint64_t*>(bytes);
    auto first = hn::Zero(d);
    auto second = hn::Zero(d);
    auto third = hn::Zero(d);
    auto fourth = hn::Zero(d);
    for (std::size_t i = 0; i < size / sizeof(std::uint64_t); i += 4 * lanes) {
        first = hn::Xor(first, hn::Load(d, words + i));
        second = hn::Xor(second, hn::Load(d, words + i + lanes));
        third = hn::Xor(third, hn::Load(d, words + i + 2 * lanes));
        fourth = hn::Xor(fourth, hn::Load(d, words + i + 3 * lanes));
    }
    return hn::GetLane(hn::SumOfLanes(d, hn::Xor(hn::Xor(first, second), hn::Xor(third, fourth))));
}

} // namespace palimpsest::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

#if HWY_ARCH_X86
#include <immintrin.h>
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized" // g++ 12 warns about the undefined vectors of its own header
#endif
HWY_PUSH_ATTRIBUTES("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx512bf16")
namespace palimpsest::cpu {
namespace {

constexpr std::size_t kChains = 12;

float runBf16(std::uint64_t rounds)
{
    __m512 sums[kChains];
    float start = 0;
    PAL_UNROLL
    for (auto& sum : sums)
        sum = _mm512_set1_ps(start += 1.0F);
    const auto factor = (__m512bh)_mm512_set1_epi32(0x3f803f80); // ones
    for (std::uint64_t round = 0; round < rounds; ++round) {
        PAL_UNROLL
        for (std::size_t i = 0; i < kChains; ++i)
            sums[i] = _mm512_dpbf16_ps(sums[i], factor, factor);
    }
    __m512 total = _mm512_setzero_ps();
    PAL_UNROLL
    for (const auto& sum : sums)
        total = _mm512_add_ps(total, sum);
    return _mm512_reduce_add_ps(total);
}

float runInt8(std::uint64_t rounds)
{
    __m512i sums[kChains];
    int start = 0;
    PAL_UNROLL
    for (auto& sum : sums)
        sum = _mm512_set1_epi32(++start);
    __m512i factor = _mm512_set1_epi32(0x01010101);
    for (std::uint64_t round = 0; round < rounds; ++round) {
        PAL_UNROLL
        for (std::size_t i = 0; i < kChains; ++i)
            sums[i] = _mm512_dpbusd_epi32(sums[i], factor, factor);
    }
    __m512i total = _mm512_setzero_si512();
    PAL_UNROLL
    for (const auto& sum : sums)
        total = _mm512_add_epi32(total, sum);
    // Through f32, which cannot overflow: nobody reads the sum, it only keeps the loop from being left out.
    return _mm512_reduce_add_ps(_mm512_cvtepi32_ps(total));
}

} // namespace
} // namespace palimpsest::cpu
HWY_POP_ATTRIBUTES
#endif // HWY_ARCH_X86

namespace palimpsest::cpu {
namespace {
HWY_EXPORT(runF32);
HWY_EXPORT(f32Operations);
HWY_EXPORT(readAllHere);
} // namespace

PeakLoop f32PeakLoop()
{
    return { HWY_DYNAMIC_DISPATCH(f32Operations)(),
        [](std::uint64_t rounds) { return HWY_DYNAMIC_DISPATCH(runF32)(rounds); } };
}

PeakLoop bf16PeakLoop()
{
#if HWY_ARCH_X86
    if (instructionSets().bf16)
        return { 2 * kChains * 32, runBf16 };
#endif
    return {};
}

PeakLoop int8PeakLoop()
{
#if HWY_ARCH_X86
    if (instructionSets().vnni)
        return { 2 * kChains * 64, runInt8 };
#endif
    return {};
}

std::uint64_t readAll(const std::byte* bytes, std::size_t size)
{
    return HWY_DYNAMIC_DISPATCH(readAllHere)(bytes, size);
}

} // namespace palimpsest::cpu
#endif // HWY_ONCE
