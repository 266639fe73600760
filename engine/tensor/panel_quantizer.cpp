#include "engine/tensor/panel_quantizer.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#include "engine/base/check.h"
#include "engine/base/half.h"
#include "engine/tensor/block_format.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/tensor/panel_quantizer.cpp"
#include <hwy/foreach_target.h>

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace palimpsest {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using F32 = hn::CappedTag<float, 16>; // a block of 32 is a whole number of vectors
using Bits = hn::RebindToUnsigned<F32>;
using Half = hn::Rebind<std::uint16_t, F32>;

// Calls body(values of up to one vector, index of the first) for all numbers in order. The vector type is that of F32.
template <class Load> float widenAndMeasure(std::size_t count, float* widened, Load load)
{
    const F32 f32;
    const Bits bits;
    const std::size_t lanes = hn::Lanes(f32);
    const auto magnitude = hn::Set(bits, 0x7fffffffU);
    auto largest = hn::Zero(bits); // magnitudes compare like their bit patterns, NaN above infinity above all numbers
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        const auto values = load.vector(i);
        if (widened != nullptr)
            hn::StoreU(values, f32, widened + i);
        largest = hn::Max(largest, hn::And(hn::BitCast(bits, values), magnitude));
    }
    std::uint32_t result = hn::GetLane(hn::MaxOfLanes(bits, largest));
    for (; i < count; ++i) {
        const float value = load.one(i);
        if (widened != nullptr)
            widened[i] = value;
        result = std::max(result, std::bit_cast<std::uint32_t>(value) & 0x7fffffffU);
    }
    return std::bit_cast<float>(result);
}

template <typename T> T numberAt(const std::byte* numbers, std::size_t index)
{
    T value{};
    std::memcpy(&value, numbers + index * sizeof value, sizeof value);
    return value;
}

// One vector of `T` from any address; the copy becomes a plain unaligned load.
template <typename T, class D> hn::Vec<D> loadUnaligned(D tag, const std::byte* numbers, std::size_t index)
{
    HWY_ALIGN T lanes[16];
    std::memcpy(lanes, numbers + index * sizeof(T), hn::Lanes(tag) * sizeof(T));
    return hn::Load(tag, lanes);
}

struct LoadF32 {
    const std::byte* numbers;
    hn::Vec<F32> vector(std::size_t i) const { return loadUnaligned<float>(F32(), numbers, i); }
    float one(std::size_t i) const { return numberAt<float>(numbers, i); }
};

struct LoadBf16 {
    const std::byte* numbers;
    hn::Vec<F32> vector(std::size_t i) const
    {
        const auto halves = loadUnaligned<std::uint16_t>(Half(), numbers, i);
        return hn::BitCast(F32(), hn::ShiftLeft<16>(hn::PromoteTo(Bits(), halves)));
    }
    float one(std::size_t i) const { return bf16ToFloat(numberAt<std::uint16_t>(numbers, i)); }
};

struct LoadF16 {
    const std::byte* numbers;
    hn::Vec<F32> vector(std::size_t i) const
    {
        const hn::Rebind<hwy::float16_t, F32> half;
        return hn::PromoteTo(F32(), hn::BitCast(half, loadUnaligned<std::uint16_t>(Half(), numbers, i)));
    }
    float one(std::size_t i) const { return f16ToFloat(numberAt<std::uint16_t>(numbers, i)); }
};

float measure(DType stored, const std::byte* numbers, std::size_t count, float* widened)
{
    switch (stored) {
    case DType::F32:
        return widenAndMeasure(count, widened, LoadF32{ numbers });
    case DType::BF16:
        return widenAndMeasure(count, widened, LoadBf16{ numbers });
    default:
        return widenAndMeasure(count, widened, LoadF16{ numbers });
    }
}

void storeLevels(hn::Vec<hn::Rebind<std::int32_t, F32>> levels, std::uint8_t* at)
{
    const hn::Rebind<std::uint8_t, F32> bytes;
    hn::StoreU(hn::DemoteTo(bytes, levels), bytes, at);
}

// Groups of four inputs of one row lie 64 bytes apart.
template <class Combine> void scatterGroups(const std::uint8_t* levels, std::byte* target, Combine combine)
{
    for (std::size_t group = 0; group < block::kBlockWidth / 4; ++group) {
        std::uint32_t word = 0;
        std::memcpy(&word, levels + group * 4, 4);
        word = combine(word, target + group * 64);
        std::memcpy(target + group * 64, &word, 4);
    }
}

std::uint16_t storedHalf(float value, std::byte* at)
{
    const std::uint16_t half = floatToF16(value);
    std::memcpy(at, &half, sizeof half);
    return half;
}

void quantizeBlockQ8(const float* w, std::byte* scaleAt, std::byte* levelsAt)
{
    const F32 f32;
    const hn::RebindToSigned<F32> integers;
    const std::size_t lanes = hn::Lanes(f32);
    auto largest = hn::Zero(f32);
    for (std::size_t k = 0; k < block::kBlockWidth; k += lanes)
        largest = hn::Max(largest, hn::Abs(hn::LoadU(f32, w + k)));
    const float scale = f16ToFloat(storedHalf(hn::GetLane(hn::MaxOfLanes(f32, largest)) / 127.0F, scaleAt));
    const auto inverse = hn::Set(f32, scale > 0 ? 1.0F / scale : 0.0F);
    HWY_ALIGN std::uint8_t levels[block::kBlockWidth];
    for (std::size_t k = 0; k < block::kBlockWidth; k += lanes) {
        const auto level = hn::NearestInt(hn::Mul(hn::LoadU(f32, w + k), inverse));
        const auto clamped = hn::Max(hn::Min(level, hn::Set(integers, 127)), hn::Set(integers, -127));
        storeLevels(hn::Add(clamped, hn::Set(integers, 128)), levels + k);
    }
    scatterGroups(levels, levelsAt, [](std::uint32_t word, const std::byte*) { return word; });
}

void quantizeBlockQ4(const float* w, std::byte* scaleAt, std::byte* minimumAt, std::byte* levelsAt, bool highNibble)
{
    const F32 f32;
    const hn::RebindToSigned<F32> integers;
    const std::size_t lanes = hn::Lanes(f32);
    auto low = hn::LoadU(f32, w);
    auto high = low;
    for (std::size_t k = lanes; k < block::kBlockWidth; k += lanes) {
        low = hn::Min(low, hn::LoadU(f32, w + k));
        high = hn::Max(high, hn::LoadU(f32, w + k));
    }
    const float lowest = hn::GetLane(hn::MinOfLanes(f32, low));
    const float highest = hn::GetLane(hn::MaxOfLanes(f32, high));
    // The sums with zero take the sign off a zero, as the plain form does.
    const float scale = f16ToFloat(storedHalf((highest - lowest) / 15.0F + 0.0F, scaleAt));
    const float minimum = f16ToFloat(storedHalf(lowest + 0.0F, minimumAt));
    const auto inverse = hn::Set(f32, scale > 0 ? 1.0F / scale : 0.0F);
    HWY_ALIGN std::uint8_t levels[block::kBlockWidth];
    for (std::size_t k = 0; k < block::kBlockWidth; k += lanes) {
        const auto above = hn::Sub(hn::LoadU(f32, w + k), hn::Set(f32, minimum));
        const auto level = hn::NearestInt(hn::Mul(above, inverse));
        storeLevels(hn::Max(hn::Min(level, hn::Set(integers, 15)), hn::Zero(integers)), levels + k);
    }
    if (highNibble) {
        scatterGroups(levels, levelsAt, [](std::uint32_t word, const std::byte* before) {
            std::uint32_t lowNibbles = 0;
            std::memcpy(&lowNibbles, before, 4);
            return lowNibbles | word << 4;
        });
    } else {
        scatterGroups(levels, levelsAt, [](std::uint32_t word, const std::byte*) { return word; });
    }
}

// One whole superblock of 16 rows; `stride` floats from row to row.
void quantizeSuperblock(DType format, const float* w, std::size_t stride, std::byte* super)
{
    for (std::size_t r = 0; r < block::kPanelRows; ++r) {
        for (std::size_t b = 0; b < 2; ++b) {
            const float* const first = w + r * stride + b * block::kBlockWidth;
            std::byte* const scaleAt = super + (b * block::kPanelRows + r) * 2;
            if (format == DType::Q8)
                quantizeBlockQ8(first, scaleAt, super + 64 + b * 512 + r * 4);
            else
                quantizeBlockQ4(first, scaleAt, scaleAt + 64, super + 128 + r * 4, b == 1);
        }
    }
}

void quantizeSuperblocks(DType format, const float* rows, std::size_t width, std::size_t count, std::byte* panel)
{
    for (std::size_t s = 0; s < count; ++s)
        quantizeSuperblock(
            format, rows + s * block::kSuperblockWidth, width, panel + s * block::superblockBytes(format));
}

} // namespace HWY_NAMESPACE
} // namespace palimpsest
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace palimpsest {

HWY_EXPORT(measure);
HWY_EXPORT(quantizeSuperblocks);

float largestMagnitude(DType stored, std::span<const std::byte> numbers, std::size_t count, float* widened)
{
    PAL_CHECK(stored == DType::F32 || stored == DType::BF16 || stored == DType::F16);
    PAL_CHECK(numbers.size() == count * elementBytes(stored));
    return HWY_DYNAMIC_DISPATCH(measure)(stored, numbers.data(), count, widened);
}

PanelQuantizer::PanelQuantizer(DType format, std::size_t width)
    : m_format(format),
      m_width(width),
      m_rows(block::kPanelRows * width)
{
    PAL_CHECK(isBlockFormat(format));
}

bool PanelQuantizer::quantize(
    DType stored, std::span<const std::byte> rows, std::size_t rowCount, std::span<std::byte> panel)
{
    PAL_CHECK(rowCount <= block::kPanelRows && panel.size() == block::panelBytes(m_format, m_width));
    if (!(largestMagnitude(stored, rows, rowCount * m_width, m_rows.data()) <= kLargestStorable))
        return false;
    if (rowCount < block::kPanelRows) { // the last panel of a few matrices
        block::quantizePanel(m_format, m_rows.data(), rowCount, m_width, panel);
        return true;
    }
    const std::size_t whole = m_width / block::kSuperblockWidth;
    HWY_DYNAMIC_DISPATCH(quantizeSuperblocks)(m_format, m_rows.data(), m_width, whole, panel.data());

    // What is left of the width is a panel of one superblock by itself.
    const std::size_t first = whole * block::kSuperblockWidth;
    const std::size_t rest = m_width - first;
    if (rest > 0) {
        std::vector<float> tail(block::kPanelRows * rest);
        for (std::size_t r = 0; r < block::kPanelRows; ++r)
            std::copy_n(m_rows.begin() + static_cast<std::ptrdiff_t>(r * m_width + first), rest,
                tail.begin() + static_cast<std::ptrdiff_t>(r * rest));
        block::quantizePanel(
            m_format, tail.data(), block::kPanelRows, rest, panel.subspan(whole * block::superblockBytes(m_format)));
    }
    return true;
}

} // namespace palimpsest
#endif
