#include "engine/cpu/ops/row_reductions.h"

#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/cpu/ops/row_reductions.cpp" // compiled once per target
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

HWY_BEFORE_NAMESPACE();
namespace palimpsest::cpu::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using FloatTag = hn::ScalableTag<float>;
using Floats = hn::Vec<FloatTag>;

// sum of term(x) over a row: two vectors of partial sums, then the rest one by one.
template <typename Term> HWY_INLINE float sumOver(const float* in, std::size_t width, Term term)
{
    const FloatTag d;
    const hn::CappedTag<float, 1> one;
    const std::size_t lanes = hn::Lanes(d);
    auto even = hn::Zero(d);
    auto odd = hn::Zero(d);
    std::size_t c = 0;
    for (; c + 2 * lanes <= width; c += 2 * lanes) {
        even = hn::Add(even, term(d, hn::LoadU(d, in + c)));
        odd = hn::Add(odd, term(d, hn::LoadU(d, in + c + lanes)));
    }
    float sum = hn::GetLane(hn::SumOfLanes(d, hn::Add(even, odd)));
    for (; c < width; ++c)
        sum += hn::GetLane(term(one, hn::LoadU(one, in + c)));
    return sum;
}

void layerNormRowHere(
    const float* in, const float* weight, const float* bias, float epsilon, float* out, std::size_t width)
{
    const FloatTag d;
    const std::size_t lanes = hn::Lanes(d);
    const float mean = sumOver(in, width, [](auto, auto x) HWY_ATTR { return x; }) / static_cast<float>(width);
    const float squares = sumOver(in, width, [&](auto tag, auto x) HWY_ATTR {
        const auto centred = hn::Sub(x, hn::Set(tag, mean));
        return hn::Mul(centred, centred);
    });
    const float scale = 1.0F / std::sqrt(squares / static_cast<float>(width) + epsilon);
    std::size_t c = 0;
    for (; c + lanes <= width; c += lanes) {
        const auto normed = hn::Mul(hn::Sub(hn::LoadU(d, in + c), hn::Set(d, mean)), hn::Set(d, scale));
        hn::StoreU(hn::MulAdd(normed, hn::LoadU(d, weight + c), hn::LoadU(d, bias + c)), d, out + c);
    }
    for (; c < width; ++c)
        out[c] = (in[c] - mean) * scale * weight[c] + bias[c];
}

void rmsNormRowHere(const float* in, const float* weight, float epsilon, float* out, std::size_t width)
{
    const FloatTag d;
    const std::size_t lanes = hn::Lanes(d);
    const float squares = sumOver(in, width, [](auto, auto x) HWY_ATTR { return hn::Mul(x, x); });
    const float scale = 1.0F / std::sqrt(squares / static_cast<float>(width) + epsilon);
    std::size_t c = 0;
    for (; c + lanes <= width; c += lanes) {
        const auto gain = hn::Add(hn::Set(d, 1.0F), hn::LoadU(d, weight + c));
        hn::StoreU(hn::Mul(hn::Mul(hn::LoadU(d, in + c), hn::Set(d, scale)), gain), d, out + c);
    }
    for (; c < width; ++c)
        out[c] = in[c] * scale * (1.0F + weight[c]);
}

float logSumExpRowHere(const float* in, std::size_t width)
{
    const FloatTag d;
    const std::size_t lanes = hn::Lanes(d);
    auto peaks = hn::Set(d, in[0]);
    std::size_t c = 0;
    for (; c + lanes <= width; c += lanes)
        peaks = hn::Max(peaks, hn::LoadU(d, in + c));
    float peak = hn::GetLane(hn::MaxOfLanes(d, peaks));
    for (; c < width; ++c)
        peak = in[c] > peak ? in[c] : peak;
    const float sum
        = sumOver(in, width, [&](auto tag, auto x) HWY_ATTR { return hn::Exp(tag, hn::Sub(x, hn::Set(tag, peak))); });
    return peak + std::log(sum);
}

} // namespace palimpsest::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace palimpsest::cpu {
namespace {
HWY_EXPORT(layerNormRowHere);
HWY_EXPORT(rmsNormRowHere);
HWY_EXPORT(logSumExpRowHere);
} // namespace

void layerNormRow(const float* in, const float* weight, const float* bias, float epsilon, float* out, std::size_t width)
{
    HWY_DYNAMIC_DISPATCH(layerNormRowHere)(in, weight, bias, epsilon, out, width);
}

void rmsNormRow(const float* in, const float* weight, float epsilon, float* out, std::size_t width)
{
    HWY_DYNAMIC_DISPATCH(rmsNormRowHere)(in, weight, epsilon, out, width);
}

float logSumExpRow(const float* in, std::size_t width)
{
    return HWY_DYNAMIC_DISPATCH(logSumExpRowHere)(in, width);
}

} // namespace palimpsest::cpu
#endif // HWY_ONCE
