#include "engine/cpu/ops/float_product.h"

#include "engine/cpu/host_memory.h"
#include "engine/cpu/ops/unroll.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/cpu/ops/float_product.cpp" // compiled once per target
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace palimpsest::cpu::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::ScalableTag<float>;

// Lanes(d) values from stored ones.
template <DType Format> HWY_INLINE hn::Vec<Floats> load(Floats d, const std::byte* at)
{
    if constexpr (Format == DType::F32) {
        return hn::LoadU(d, reinterpret_cast<const float*>(at));
    } else {
        const hn::Rebind<std::uint16_t, Floats> d16;
        const auto bits = hn::LoadU(d16, reinterpret_cast<const std::uint16_t*>(at));
        if constexpr (Format == DType::F16)
            return hn::PromoteTo(d, hn::BitCast(hn::Rebind<hwy::float16_t, Floats>(), bits));
        else
            return hn::BitCast(d, hn::ShiftLeft<16>(hn::PromoteTo(hn::Rebind<std::uint32_t, Floats>(), bits)));
    }
}

// Four outputs of `Rows` rows.
template <DType Format, std::size_t Rows>
void fourOutputs(const FloatProduct& product, std::size_t row, std::size_t output)
{
    constexpr std::size_t kOutputs = 4;
    const Floats d;
    const std::size_t lanes = hn::Lanes(d);
    const std::size_t width = product.width;
    const std::size_t rowBytes = width * elementBytes(Format);
    const std::byte* const weight = product.weight + output * rowBytes;
    const float* const in = product.in + row * width;
    hn::Vec<Floats> sums[kOutputs][Rows];
    PAL_UNROLL
    for (std::size_t n = 0; n < kOutputs; ++n) {
        PAL_UNROLL
        for (std::size_t r = 0; r < Rows; ++r)
            sums[n][r] = hn::Zero(d);
    }
    std::size_t k = 0;
    for (; k + lanes <= width; k += lanes) {
        hn::Vec<Floats> x[Rows];
        PAL_UNROLL
        for (std::size_t r = 0; r < Rows; ++r)
            x[r] = hn::LoadU(d, in + r * width + k);
        PAL_UNROLL
        for (std::size_t n = 0; n < kOutputs; ++n) {
            const auto w = load<Format>(d, weight + n * rowBytes + k * elementBytes(Format));
            PAL_UNROLL
            for (std::size_t r = 0; r < Rows; ++r)
                sums[n][r] = hn::MulAdd(w, x[r], sums[n][r]);
        }
    }
    PAL_UNROLL
    for (std::size_t n = 0; n < kOutputs; ++n) {
        PAL_UNROLL
        for (std::size_t r = 0; r < Rows; ++r) {
            float sum = hn::GetLane(hn::SumOfLanes(d, sums[n][r]));
            for (std::size_t tail = k; tail < width; ++tail)
                sum += loadAt(weight + n * rowBytes, Format, tail) * in[r * width + tail];
            product.out[(row + r) * product.outputs + output + n] = sum;
        }
    }
}

template <DType Format> void oneOutput(const FloatProduct& product, std::size_t row, std::size_t output)
{
    const Floats d;
    const std::size_t lanes = hn::Lanes(d);
    const std::byte* const weight = product.weight + output * product.width * elementBytes(Format);
    const float* const in = product.in + row * product.width;
    auto sums = hn::Zero(d);
    std::size_t k = 0;
    for (; k + lanes <= product.width; k += lanes)
        sums = hn::MulAdd(load<Format>(d, weight + k * elementBytes(Format)), hn::LoadU(d, in + k), sums);
    float sum = hn::GetLane(hn::SumOfLanes(d, sums));
    for (; k < product.width; ++k)
        sum += loadAt(weight, Format, k) * in[k];
    product.out[row * product.outputs + output] = sum;
}

template <DType Format> void fewRows(const FloatProduct& product, std::size_t first, std::size_t last)
{
    std::size_t n = first;
    for (; n + 4 <= last; n += 4) {
        std::size_t row = 0;
        for (; row + 4 <= product.rows; row += 4)
            fourOutputs<Format, 4>(product, row, n);
        if (row + 2 <= product.rows) {
            fourOutputs<Format, 2>(product, row, n);
            row += 2;
        }
        if (row < product.rows)
            fourOutputs<Format, 1>(product, row, n);
    }
    for (; n < last; ++n) {
        for (std::size_t row = 0; row < product.rows; ++row)
            oneOutput<Format>(product, row, n);
    }
}

void multiplyFewRowsHere(const FloatProduct& product, std::size_t first, std::size_t last)
{
    if (product.format == DType::F32)
        fewRows<DType::F32>(product, first, last);
    else if (product.format == DType::F16)
        fewRows<DType::F16>(product, first, last);
    else
        fewRows<DType::BF16>(product, first, last);
}

void addBiasHere(const FloatProduct& product, std::size_t first, std::size_t last)
{
    const Floats d;
    const std::size_t lanes = hn::Lanes(d);
    for (std::size_t row = 0; row < product.rows; ++row) {
        float* const out = product.out + row * product.outputs;
        std::size_t n = first;
        for (; n + lanes <= last; n += lanes)
            hn::StoreU(hn::Add(hn::LoadU(d, out + n), hn::LoadU(d, product.bias + n)), d, out + n);
        for (; n < last; ++n)
            out[n] += product.bias[n];
    }
}

template <DType Format> void widenFrom(const std::byte* from, float* to, std::size_t count)
{
    const Floats d;
    const std::size_t lanes = hn::Lanes(d);
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes)
        hn::StoreU(load<Format>(d, from + i * elementBytes(Format)), d, to + i);
    for (; i < count; ++i)
        to[i] = loadAt(from, Format, i);
}

void widenHere(DType format, const std::byte* from, float* to, std::size_t count)
{
    if (format == DType::F32)
        widenFrom<DType::F32>(from, to, count);
    else if (format == DType::F16)
        widenFrom<DType::F16>(from, to, count);
    else
        widenFrom<DType::BF16>(from, to, count);
}

void roundToBf16Here(const float* from, std::uint16_t* to, std::size_t count)
{
    const hn::ScalableTag<std::uint32_t> d;
    const hn::Rebind<std::uint16_t, decltype(d)> d16;
    const std::size_t lanes = hn::Lanes(d);
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        const auto bits = hn::BitCast(d, hn::LoadU(Floats(), from + i));
        const auto odd = hn::And(hn::ShiftRight<16>(bits), hn::Set(d, 1));
        const auto rounded = hn::ShiftRight<16>(hn::Add(bits, hn::Add(odd, hn::Set(d, 0x7fff))));
        hn::StoreU(hn::DemoteTo(d16, hn::BitCast(hn::RebindToSigned<decltype(d)>(), rounded)), d16, to + i);
    }
    for (; i < count; ++i)
        to[i] = floatToBf16(from[i]);
}

} // namespace palimpsest::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace palimpsest::cpu {
namespace {
HWY_EXPORT(multiplyFewRowsHere);
HWY_EXPORT(addBiasHere);
HWY_EXPORT(widenHere);
HWY_EXPORT(roundToBf16Here);
} // namespace

void multiplyFewRows(const FloatProduct& product, std::size_t first, std::size_t last)
{
    HWY_DYNAMIC_DISPATCH(multiplyFewRowsHere)(product, first, last);
    if (product.bias != nullptr)
        addBias(product, first, last);
}

void addBias(const FloatProduct& product, std::size_t first, std::size_t last)
{
    HWY_DYNAMIC_DISPATCH(addBiasHere)(product, first, last);
}

void widen(DType format, const std::byte* from, float* to, std::size_t count)
{
    HWY_DYNAMIC_DISPATCH(widenHere)(format, from, to, count);
}

void roundToBf16(const float* from, std::uint16_t* to, std::size_t count)
{
    HWY_DYNAMIC_DISPATCH(roundToBf16Here)(from, to, count);
}

} // namespace palimpsest::cpu
#endif // HWY_ONCE
