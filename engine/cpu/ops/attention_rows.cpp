#include "engine/cpu/ops/attention_rows.h"

#include <algorithm>

#include "engine/cpu/ops/unroll.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/cpu/ops/attention_rows.cpp" // compiled once per target
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

HWY_BEFORE_NAMESPACE();
namespace palimpsest::cpu::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using FloatTag = hn::ScalableTag<float>;
using Floats = hn::Vec<FloatTag>;

// Runs `each` over whole vectors of `values`, the last one filled up with `filler`.
template <typename Each> HWY_INLINE void forEachVector(float* values, std::size_t count, float filler, Each each)
{
    const FloatTag d;
    const std::size_t lanes = hn::Lanes(d);
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes)
        hn::StoreU(each(hn::LoadU(d, values + i)), d, values + i);
    if (i < count) {
        HWY_ALIGN float tail[HWY_LANES(float)];
        for (std::size_t j = 0; j < lanes; ++j)
            tail[j] = i + j < count ? values[i + j] : filler;
        hn::Store(each(hn::Load(d, tail)), d, tail);
        for (std::size_t j = 0; i + j < count; ++j)
            values[i + j] = tail[j];
    }
}

float exponentiateHere(const AttentionArgs& args, float* scores, std::size_t count)
{
    const FloatTag d;
    const auto scale = hn::Set(d, args.scale);
    auto peaks = hn::Set(d, -3.0e38F);
    if (args.softcap > 0) {
        const auto cap = hn::Set(d, args.softcap);
        const auto inverse = hn::Set(d, 1.0F / args.softcap);
        forEachVector(scores, count, scores[0], [&](Floats x) HWY_ATTR {
            const auto capped = hn::Mul(cap, hn::Tanh(d, hn::Mul(hn::Mul(x, scale), inverse)));
            peaks = hn::Max(peaks, capped);
            return capped;
        });
    } else {
        forEachVector(scores, count, scores[0], [&](Floats x) HWY_ATTR {
            const auto scaled = hn::Mul(x, scale);
            peaks = hn::Max(peaks, scaled);
            return scaled;
        });
    }
    const auto peak = hn::MaxOfLanes(d, peaks);
    auto sums = hn::Zero(d);
    const auto none = hn::Set(d, -1.0e30F); // the filler: adds exactly nothing
    forEachVector(scores, count, -2.0e38F, [&](Floats x) HWY_ATTR {
        const auto weight = hn::IfThenElseZero(hn::Gt(x, none), hn::Exp(d, hn::Sub(x, peak)));
        sums = hn::Add(sums, weight);
        return weight;
    });
    return hn::GetLane(hn::SumOfLanes(d, sums));
}

void scaleRowHere(float* row, std::size_t width, float factor)
{
    const auto by = hn::Set(FloatTag(), factor);
    forEachVector(row, width, 0.0F, [&](Floats x) HWY_ATTR { return hn::Mul(x, by); });
}

// Rows of keys and values lie pages apart, where no processor looks ahead by itself.
constexpr std::size_t kPrefetchRows = 8;

// Dot products of the query with four keys.
HWY_INLINE void scoreFourKeys(const AttentionRow& row, const float* key, float* scores)
{
    constexpr std::size_t kKeys = 4;
    const FloatTag d;
    const std::size_t lanes = hn::Lanes(d);
    Floats sums[kKeys];
    PAL_UNROLL
    for (std::size_t u = 0; u < kKeys; ++u)
        sums[u] = hn::Zero(d);
    std::size_t c = 0;
    for (; c + lanes <= row.width; c += lanes) {
        const auto q = hn::LoadU(d, row.query + c);
        PAL_UNROLL
        for (std::size_t u = 0; u < kKeys; ++u) {
            __builtin_prefetch(key + (u + kPrefetchRows) * row.stride + c);
            sums[u] = hn::MulAdd(q, hn::LoadU(d, key + u * row.stride + c), sums[u]);
        }
    }
    PAL_UNROLL
    for (std::size_t u = 0; u < kKeys; ++u) {
        float sum = hn::GetLane(hn::SumOfLanes(d, sums[u]));
        for (std::size_t tail = c; tail < row.width; ++tail)
            sum += row.query[tail] * key[u * row.stride + tail];
        scores[u] = sum;
    }
}

float scoreOneKey(const AttentionRow& row, const float* key)
{
    const FloatTag d;
    const std::size_t lanes = hn::Lanes(d);
    auto sums = hn::Zero(d);
    std::size_t c = 0;
    for (; c + lanes <= row.width; c += lanes)
        sums = hn::MulAdd(hn::LoadU(d, row.query + c), hn::LoadU(d, key + c), sums);
    float sum = hn::GetLane(hn::SumOfLanes(d, sums));
    for (; c < row.width; ++c)
        sum += row.query[c] * key[c];
    return sum;
}

// Columns [c, c + Vectors vectors) of the weighted sum of values.
template <std::size_t Vectors>
HWY_INLINE void mixColumns(const AttentionRow& row, const float* weights, std::size_t c, float factor)
{
    const FloatTag d;
    const std::size_t lanes = hn::Lanes(d);
    Floats sums[Vectors];
    PAL_UNROLL
    for (std::size_t v = 0; v < Vectors; ++v)
        sums[v] = hn::Zero(d);
    const float* value = row.value + row.range.first * row.stride + c;
    for (std::size_t u = row.range.first; u < row.range.last; ++u, value += row.stride) {
        const auto weight = hn::Set(d, *weights++);
        PAL_UNROLL
        for (std::size_t v = 0; v < Vectors; ++v) {
            __builtin_prefetch(value + kPrefetchRows * row.stride + v * lanes);
            sums[v] = hn::MulAdd(weight, hn::LoadU(d, value + v * lanes), sums[v]);
        }
    }
    PAL_UNROLL
    for (std::size_t v = 0; v < Vectors; ++v)
        hn::StoreU(hn::Mul(sums[v], hn::Set(d, factor)), d, row.out + c + v * lanes);
}

void attendOneRowHere(const AttentionArgs& args, const AttentionRow& row, float* scores)
{
    const std::size_t count = row.range.last - row.range.first;
    const float* const key = row.key + row.range.first * row.stride;
    std::size_t u = 0;
    for (; u + 4 <= count; u += 4)
        scoreFourKeys(row, key + u * row.stride, scores + u);
    for (; u < count; ++u)
        scores[u] = scoreOneKey(row, key + u * row.stride);
    const float factor = 1.0F / exponentiateHere(args, scores, count);

    // As many sums as registers allow: a whole head of 256 numbers at once on 512 bits.
    constexpr std::size_t kVectors = HWY_LANES(float) >= 16 ? 16 : 8;
    const std::size_t lanes = hn::Lanes(FloatTag());
    std::size_t c = 0;
    for (; c + kVectors * lanes <= row.width; c += kVectors * lanes)
        mixColumns<kVectors>(row, scores, c, factor);
    for (; c + lanes <= row.width; c += lanes)
        mixColumns<1>(row, scores, c, factor);
    for (; c < row.width; ++c) {
        float sum = 0;
        for (std::size_t i = 0; i < count; ++i)
            sum += scores[i] * row.value[(row.range.first + i) * row.stride + c];
        row.out[c] = sum * factor;
    }
}

} // namespace palimpsest::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace palimpsest::cpu {
namespace {
HWY_EXPORT(exponentiateHere);
HWY_EXPORT(scaleRowHere);
HWY_EXPORT(attendOneRowHere);
} // namespace

KeyRange visibleKeys(const AttentionArgs& args, std::size_t position)
{
    const bool inPrefix = position < args.prefixLength;
    const bool exempt = args.windowRule == WindowRule::PrefixExempt && inPrefix;
    const bool windowed = args.window > 0 && !exempt && position >= args.window;
    const std::size_t last = inPrefix ? args.prefixLength : position + 1;
    return { windowed ? position + 1 - args.window : 0, std::min(last, args.key.shape[0]) };
}

float exponentiate(const AttentionArgs& args, float* scores, std::size_t count)
{
    return HWY_DYNAMIC_DISPATCH(exponentiateHere)(args, scores, count);
}

void scaleRow(float* row, std::size_t width, float factor)
{
    HWY_DYNAMIC_DISPATCH(scaleRowHere)(row, width, factor);
}

void attendOneRow(const AttentionArgs& args, const AttentionRow& row, float* scores)
{
    HWY_DYNAMIC_DISPATCH(attendOneRowHere)(args, row, scores);
}

} // namespace palimpsest::cpu
#endif // HWY_ONCE
