#include "engine/cpu/ops/rotate_rows.h"

#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/cpu/ops/rotate_rows.cpp" // compiled once per target
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

HWY_BEFORE_NAMESPACE();
namespace palimpsest::cpu::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using FloatTag = hn::ScalableTag<float>;

// Highway reduces angles properly up to here; no published model has so many positions.
constexpr float kLargestAngle = 39000.0F;

void rotaryAnglesHere(float position, const float* frequency, float* cosine, float* sine, std::size_t count)
{
    const FloatTag d;
    const std::size_t lanes = hn::Lanes(d);
    std::size_t i = 0;
    for (; position < kLargestAngle && i + lanes <= count; i += lanes) {
        const auto angle = hn::Mul(hn::Set(d, position), hn::LoadU(d, frequency + i));
        hn::StoreU(hn::Cos(d, angle), d, cosine + i);
        hn::StoreU(hn::Sin(d, angle), d, sine + i);
    }
    for (; i < count; ++i) {
        cosine[i] = std::cos(position * frequency[i]);
        sine[i] = std::sin(position * frequency[i]);
    }
}

void rotateHeadHere(const float* in, const float* cosine, const float* sine, float* out, std::size_t half)
{
    const FloatTag d;
    const std::size_t lanes = hn::Lanes(d);
    std::size_t i = 0;
    for (; i + lanes <= half; i += lanes) {
        const auto low = hn::LoadU(d, in + i);
        const auto high = hn::LoadU(d, in + half + i);
        const auto c = hn::LoadU(d, cosine + i);
        const auto s = hn::LoadU(d, sine + i);
        hn::StoreU(hn::NegMulAdd(high, s, hn::Mul(low, c)), d, out + i);
        hn::StoreU(hn::MulAdd(low, s, hn::Mul(high, c)), d, out + half + i);
    }
    for (; i < half; ++i) {
        const float low = in[i];
        const float high = in[half + i];
        out[i] = low * cosine[i] - high * sine[i];
        out[half + i] = high * cosine[i] + low * sine[i];
    }
}

} // namespace palimpsest::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace palimpsest::cpu {
namespace {
HWY_EXPORT(rotaryAnglesHere);
HWY_EXPORT(rotateHeadHere);
} // namespace

void rotaryAngles(float position, const float* frequency, float* cosine, float* sine, std::size_t count)
{
    HWY_DYNAMIC_DISPATCH(rotaryAnglesHere)(position, frequency, cosine, sine, count);
}

void rotateHead(const float* in, const float* cosine, const float* sine, float* out, std::size_t half)
{
    HWY_DYNAMIC_DISPATCH(rotateHeadHere)(in, cosine, sine, out, half);
}

} // namespace palimpsest::cpu
#endif // HWY_ONCE
