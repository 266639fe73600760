#include "engine/cpu/ops/elementwise_runs.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/cpu/ops/elementwise_runs.cpp" // compiled once per target
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

HWY_BEFORE_NAMESPACE();
namespace palimpsest::cpu::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using FloatTag = hn::ScalableTag<float>;
using Floats = hn::Vec<FloatTag>;

// out[i] = operation(a[i], b[i]) in whole vectors; the last one is filled up with zeros.
template <typename Operation>
HWY_INLINE void forEachPair(const float* a, const float* b, float* out, std::size_t count, Operation operation)
{
    const FloatTag d;
    const std::size_t lanes = hn::Lanes(d);
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes)
        hn::StoreU(operation(hn::LoadU(d, a + i), hn::LoadU(d, b + i)), d, out + i);
    if (i < count) {
        HWY_ALIGN float first[HWY_LANES(float)] = {};
        HWY_ALIGN float second[HWY_LANES(float)] = {};
        for (std::size_t j = 0; i + j < count; ++j) {
            first[j] = a[i + j];
            second[j] = b[i + j];
        }
        hn::Store(operation(hn::Load(d, first), hn::Load(d, second)), d, first);
        for (std::size_t j = 0; i + j < count; ++j)
            out[i + j] = first[j];
    }
}

// 0.5 x (1 + tanh u) = x / (1 + exp(-2u)): one exponential, and no cancellation where tanh nears -1. Below u = -40 the
// exponential stays finite and the quotient is 0 to f32's last digit.
HWY_INLINE Floats gelu(Floats x)
{
    const FloatTag d;
    const auto square = hn::Mul(x, x);
    const auto inner = hn::MulAdd(hn::Mul(square, x), hn::Set(d, 0.044715F), x);
    const auto exponent = hn::Min(hn::Mul(inner, hn::Set(d, -2.0F * 0.7978845608028654F)), hn::Set(d, 80.0F));
    return hn::Div(x, hn::Add(hn::Set(d, 1.0F), hn::Exp(d, exponent)));
}

void addRunHere(const float* a, const float* b, float* out, std::size_t count)
{
    forEachPair(a, b, out, count, [](Floats x, Floats y) HWY_ATTR { return hn::Add(x, y); });
}

void geluRunHere(const float* in, float* out, std::size_t count)
{
    forEachPair(in, in, out, count, [](Floats x, Floats) HWY_ATTR { return gelu(x); });
}

void gegluRunHere(const float* gate, const float* up, float* out, std::size_t count)
{
    forEachPair(gate, up, out, count, [](Floats x, Floats y) HWY_ATTR { return hn::Mul(gelu(x), y); });
}

void softcapRunHere(const float* in, float cap, float* out, std::size_t count)
{
    const FloatTag d;
    const auto scale = hn::Set(d, cap);
    forEachPair(
        in, in, out, count, [&](Floats x, Floats) HWY_ATTR { return hn::Mul(scale, hn::Tanh(d, hn::Div(x, scale))); });
}

} // namespace palimpsest::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace palimpsest::cpu {
namespace {
HWY_EXPORT(addRunHere);
HWY_EXPORT(geluRunHere);
HWY_EXPORT(gegluRunHere);
HWY_EXPORT(softcapRunHere);
} // namespace

void addRun(const float* a, const float* b, float* out, std::size_t count)
{
    HWY_DYNAMIC_DISPATCH(addRunHere)(a, b, out, count);
}

void geluRun(const float* in, float* out, std::size_t count)
{
    HWY_DYNAMIC_DISPATCH(geluRunHere)(in, out, count);
}

void gegluRun(const float* gate, const float* up, float* out, std::size_t count)
{
    HWY_DYNAMIC_DISPATCH(gegluRunHere)(gate, up, out, count);
}

void softcapRun(const float* in, float cap, float* out, std::size_t count)
{
    HWY_DYNAMIC_DISPATCH(softcapRunHere)(in, cap, out, count);
}

} // namespace palimpsest::cpu
#endif // HWY_ONCE
