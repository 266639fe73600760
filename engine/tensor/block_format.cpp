#include "engine/tensor/block_format.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/base/check.h"
#include "engine/base/half.h"

namespace palimpsest::block {
namespace {

void storeF16(std::byte* at, float value)
{
    const std::uint16_t bits = floatToF16(value);
    std::memcpy(at, &bits, sizeof bits);
}

float loadF16(const std::byte* at)
{
    std::uint16_t bits = 0;
    std::memcpy(&bits, at, sizeof bits);
    return f16ToFloat(bits);
}

// Place of the level of input `k` (0..31) of panel row `r` within the 512 levels of a block.
constexpr std::size_t levelIndex(std::size_t k, std::size_t r)
{
    return (k / 4) * 64 + r * 4 + k % 4;
}

struct Range {
    float low = 0;
    float high = 0;
};

void quantizeBlockQ8(const float* w, std::size_t count, std::byte* scaleAt, std::byte* levels, std::size_t r)
{
    float peak = 0;
    for (std::size_t k = 0; k < count; ++k)
        peak = std::max(peak, std::fabs(w[k]));
    storeF16(scaleAt, peak / 127.0F);
    const float scale = loadF16(scaleAt);
    const float inverse = scale > 0 ? 1.0F / scale : 0.0F;
    for (std::size_t k = 0; k < kBlockWidth; ++k) {
        const float level = k < count ? std::clamp(std::nearbyint(w[k] * inverse), -127.0F, 127.0F) : 0.0F;
        levels[levelIndex(k, r)] = static_cast<std::byte>(static_cast<int>(level) + 128);
    }
}

void quantizeBlockQ4(const float* w, std::size_t count, std::byte* scaleAt, std::byte* minimumAt, std::byte* levels,
    std::size_t r, unsigned shift)
{
    Range range{ count > 0 ? w[0] : 0.0F, count > 0 ? w[0] : 0.0F };
    for (std::size_t k = 1; k < count; ++k) {
        range.low = std::min(range.low, w[k]);
        range.high = std::max(range.high, w[k]);
    }
    // The sums with zero take the sign off a zero, so that the order of the comparisons leaves no trace.
    storeF16(scaleAt, (range.high - range.low) / 15.0F + 0.0F);
    storeF16(minimumAt, range.low + 0.0F);
    const float scale = loadF16(scaleAt);
    const float minimum = loadF16(minimumAt);
    const float inverse = scale > 0 ? 1.0F / scale : 0.0F;
    for (std::size_t k = 0; k < kBlockWidth; ++k) {
        const float level = k < count ? std::clamp(std::nearbyint((w[k] - minimum) * inverse), 0.0F, 15.0F) : 0.0F;
        levels[levelIndex(k, r)] |= static_cast<std::byte>(static_cast<unsigned>(level) << shift);
    }
}

} // namespace

void quantizePanel(DType format, const float* rows, std::size_t rowCount, std::size_t width, std::span<std::byte> panel)
{
    PAL_CHECK(isBlockFormat(format) && rowCount <= kPanelRows && panel.size() == panelBytes(format, width));
    std::fill(panel.begin(), panel.end(), std::byte{ 0 });
    const std::size_t stride = superblockBytes(format);
    for (std::size_t s = 0; s < superblockCount(width); ++s) {
        std::byte* const super = panel.data() + s * stride;
        for (std::size_t b = 0; b < 2; ++b) {
            const std::size_t first = s * kSuperblockWidth + b * kBlockWidth;
            const std::size_t count = first < width ? std::min(kBlockWidth, width - first) : 0;
            for (std::size_t r = 0; r < kPanelRows; ++r) {
                const float* const w = rows + r * width + first;
                const std::size_t present = r < rowCount ? count : 0;
                std::byte* const scaleAt = super + (b * kPanelRows + r) * 2;
                if (format == DType::Q8)
                    quantizeBlockQ8(w, present, scaleAt, super + 64 + b * 512, r);
                else
                    quantizeBlockQ4(w, present, scaleAt, scaleAt + 64, super + 128, r, b == 0 ? 0U : 4U);
            }
        }
    }
}

void dequantizeRow(DType format, std::span<const std::byte> matrix, std::size_t row, std::size_t width, float* out)
{
    const std::size_t stride = superblockBytes(format);
    const std::size_t r = row % kPanelRows;
    const std::byte* const panel = matrix.data() + (row / kPanelRows) * panelBytes(format, width);
    PAL_CHECK((row / kPanelRows + 1) * panelBytes(format, width) <= matrix.size());
    for (std::size_t k = 0; k < width; ++k) {
        const std::byte* const super = panel + (k / kSuperblockWidth) * stride;
        const std::size_t b = (k % kSuperblockWidth) / kBlockWidth;
        const std::byte* const scaleAt = super + (b * kPanelRows + r) * 2;
        const std::size_t index = levelIndex(k % kBlockWidth, r);
        if (format == DType::Q8) {
            const int level = std::to_integer<int>(super[64 + b * 512 + index]) - 128;
            out[k] = loadF16(scaleAt) * static_cast<float>(level);
        } else {
            const unsigned both = std::to_integer<unsigned>(super[128 + index]);
            const unsigned level = b == 0 ? both & 15U : both >> 4;
            out[k] = loadF16(scaleAt) * static_cast<float>(level) + loadF16(scaleAt + 64);
        }
    }
}

} // namespace palimpsest::block
