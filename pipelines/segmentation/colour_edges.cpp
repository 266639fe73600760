#include "pipelines/segmentation/colour_edges.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/image/mask_paste.h"
#include "engine/image/resize.h"
#include "pipelines/tiling/ink_components.h"
#include "pipelines/tiling/page_crop.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {
namespace {

// Chosen on 250 pictures of coloured shapes in training's pairs; none of them is critical.
constexpr double kMargin = 0.25;    // of the longer side, around the mask: its box may be that much too small
constexpr int kLeastMargin = 3;     // pixels
constexpr std::size_t kBins = 16;   // of each channel
constexpr float kRare = 1e-4F;      // share of a colour that counts as none
constexpr float kDoubt = 0.1F;      // how sure the decoder is at most, from either end
constexpr float kDecoder = 0.7F;    // weight of its log odds; the colours' have 1
constexpr float kNeighbours = 2.0F; // log odds where all neighbours are on one side
constexpr int kRounds = 4;
constexpr double kLeastPart = 0.05; // of the largest part's pixels
constexpr double kInsideMask = 0.3; // of a part's pixels
constexpr double kSameThing = 0.5;  // overlap (IoU) with the decoder's mask

using Histogram = std::vector<float>; // [red, green, blue], kBins each

std::uint16_t binOf(const std::uint8_t* rgb)
{
    constexpr std::size_t kLevels = 256 / kBins;
    return static_cast<std::uint16_t>((rgb[0] / kLevels * kBins + rgb[1] / kLevels) * kBins + rgb[2] / kLevels);
}

// Shares; a colour counts for its neighbours, too, as noise spreads it.
Histogram spread(Histogram counts)
{
    for (const std::size_t step : { kBins * kBins, kBins, std::size_t{ 1 } }) {
        const Histogram before = counts;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            const std::size_t place = i / step % kBins;
            const float lower = place > 0 ? before[i - step] : 0;
            const float higher = place + 1 < kBins ? before[i + step] : 0;
            counts[i] = (lower + 2 * before[i] + higher) / 4;
        }
    }
    float sum = 0;
    for (const float count : counts)
        sum += count;
    for (float& count : counts)
        count /= std::max(sum, kRare);
    return counts;
}

float shareOf(float logOdds)
{
    return 1 / (1 + std::exp(-std::clamp(logOdds, -30.0F, 30.0F)));
}

// A part of the page around a mask, and how likely each of its pixels belongs to the thing.
class Surroundings {
public:
    Surroundings(const RgbImage& page, const PixelMask& mask)
        : m_window(windowAround(page, mask)),
          m_width(static_cast<std::size_t>(m_window.width())),
          m_height(static_cast<std::size_t>(m_window.height())),
          m_bins(m_width * m_height),
          m_masked(m_bins.size(), 0),
          m_decoder(m_bins.size(), std::log(kDoubt / (1 - kDoubt))),
          m_likely(m_bins.size(), kDoubt)
    {
        for (std::size_t y = 0; y < m_height; ++y)
            for (std::size_t x = 0; x < m_width; ++x)
                m_bins[y * m_width + x] = binOf(&page.pixels[3 * (pageRow(y) * page.width + pageColumn(x))]);
        const auto left = static_cast<double>(mask.left);
        const auto top = static_cast<double>(mask.top);
        const PastedMask soft = pasteSoftMap(mask.softMap,
            { left, top, left + static_cast<double>(mask.width), top + static_cast<double>(mask.height) });
        for (std::size_t i = 0; i < m_bins.size(); ++i) {
            const std::size_t x = pageColumn(i % m_width) - mask.left; // huge where it lies before the mask
            const std::size_t y = pageRow(i / m_width) - mask.top;
            if (x >= mask.width || y >= mask.height)
                continue;
            const std::size_t at = y * mask.width + x;
            m_masked[i] = mask.pixels[at];
            m_likely[i] = kDoubt + (1 - 2 * kDoubt) * static_cast<float>(soft.values[at]) / 255;
            m_decoder[i] = std::log(m_likely[i] / (1 - m_likely[i]));
        }
    }

    void askTheColours()
    {
        Histogram inside(kBins * kBins * kBins);
        Histogram around(inside.size());
        for (std::size_t i = 0; i < m_bins.size(); ++i) {
            inside[m_bins[i]] += m_likely[i];
            around[m_bins[i]] += 1 - m_likely[i];
        }
        inside = spread(std::move(inside));
        around = spread(std::move(around));
        std::vector<float> logOdds(m_bins.size());
        std::vector<float> alone(m_bins.size());
        for (std::size_t i = 0; i < m_bins.size(); ++i) {
            logOdds[i] = kDecoder * m_decoder[i] + std::log((inside[m_bins[i]] + kRare) / (around[m_bins[i]] + kRare));
            alone[i] = shareOf(logOdds[i]);
        }
        for (std::size_t i = 0; i < m_bins.size(); ++i)
            m_likely[i] = shareOf(logOdds[i] + kNeighbours * (2 * meanAround(alone, i) - 1));
    }

    // What is likely inside, in parts that belong to the mask.
    [[nodiscard]] std::optional<PixelMask> cut() const
    {
        InkMap likely{ m_width, m_height, std::vector<std::uint8_t>(m_bins.size()) };
        std::transform(m_likely.begin(), m_likely.end(), likely.ink.begin(),
            [](float share) { return static_cast<std::uint8_t>(share > 0.5F); });
        const LabelledInk parts = labelComponents(likely);
        std::vector<std::size_t> common(parts.components.size(), 0);
        for (std::size_t i = 0; i < m_bins.size(); ++i)
            if (likely.ink[i] != 0 && m_masked[i] != 0)
                ++common[parts.of[i]];
        std::size_t largest = 0;
        for (const InkComponent& part : parts.components)
            largest = std::max(largest, part.pixelCount);
        std::optional<PixelBox> box;
        std::vector<bool> kept(parts.components.size());
        for (std::size_t i = 0; i < kept.size(); ++i) {
            const InkComponent& part = parts.components[i];
            const auto pixels = static_cast<double>(part.pixelCount);
            kept[i] = pixels >= kLeastPart * static_cast<double>(largest)
                && static_cast<double>(common[i]) >= kInsideMask * pixels;
            if (kept[i])
                box = box ? united(*box, part.box) : part.box;
        }
        if (!box)
            return std::nullopt;
        return maskOf(
            *box, [&](std::size_t i) { return likely.ink[i] == 0 || kept[parts.of[i]] ? m_likely[i] : 0.0F; });
    }

    [[nodiscard]] bool isSameThing(const PixelMask& cut) const
    {
        std::size_t common = 0;
        std::size_t either = 0;
        for (std::size_t i = 0; i < m_bins.size(); ++i) {
            const std::size_t x = pageColumn(i % m_width) - cut.left;
            const std::size_t y = pageRow(i / m_width) - cut.top;
            const bool isIn = x < cut.width && y < cut.height && cut.pixels[y * cut.width + x] != 0;
            common += isIn && m_masked[i] != 0 ? 1 : 0;
            either += isIn || m_masked[i] != 0 ? 1 : 0;
        }
        return static_cast<double>(common) >= kSameThing * static_cast<double>(either);
    }

private:
    static PixelBox windowAround(const RgbImage& page, const PixelMask& mask)
    {
        const auto longer = static_cast<double>(std::max(mask.width, mask.height));
        const int margin = std::max(kLeastMargin, static_cast<int>(std::lround(kMargin * longer)));
        const auto left = static_cast<int>(mask.left);
        const auto top = static_cast<int>(mask.top);
        return onPage({ left - margin, top - margin, left + static_cast<int>(mask.width) + margin,
                          top + static_cast<int>(mask.height) + margin },
            page);
    }

    [[nodiscard]] std::size_t pageColumn(std::size_t x) const { return static_cast<std::size_t>(m_window.left) + x; }
    [[nodiscard]] std::size_t pageRow(std::size_t y) const { return static_cast<std::size_t>(m_window.top) + y; }

    // Of a pixel and its eight neighbours; beyond the edge lies what is upon it.
    [[nodiscard]] float meanAround(const std::vector<float>& values, std::size_t at) const
    {
        const std::size_t x = at % m_width;
        const std::size_t y = at / m_width;
        const std::array columns{ x > 0 ? x - 1 : 0, x, std::min(x + 1, m_width - 1) };
        const std::array rows{ y > 0 ? y - 1 : 0, y, std::min(y + 1, m_height - 1) };
        float sum = 0;
        for (const std::size_t row : rows)
            for (const std::size_t column : columns)
                sum += values[row * m_width + column];
        return sum / 9;
    }

    // `share` of a pixel of the window, by its number.
    template <typename Share> [[nodiscard]] PixelMask maskOf(const PixelBox& box, const Share& share) const
    {
        PixelMask mask{ .left = pageColumn(static_cast<std::size_t>(box.left)),
            .top = pageRow(static_cast<std::size_t>(box.top)),
            .width = static_cast<std::size_t>(box.width()),
            .height = static_cast<std::size_t>(box.height()),
            .pixels = {} };
        std::vector<float> shares;
        for (int y = box.top; y < box.bottom; ++y)
            for (int x = box.left; x < box.right; ++x)
                shares.push_back(share(static_cast<std::size_t>(y) * m_width + static_cast<std::size_t>(x)));
        for (const float value : shares)
            mask.pixels.push_back(value > 0.5F ? 1 : 0);
        for (float& value : shares)
            value = 2 * value - 1; // as a mask decoder says it
        mask.softMap
            = softMapOf(resizePlane(shares, mask.width, mask.height, kMaskSide, kMaskSide, ResizeKernel::Bilinear));
        return mask;
    }

    PixelBox m_window;
    std::size_t m_width;
    std::size_t m_height;
    std::vector<std::uint16_t> m_bins; // of each pixel's colour
    std::vector<std::uint8_t> m_masked;
    std::vector<float> m_decoder; // log odds
    std::vector<float> m_likely;  // 0 to 1
};

} // namespace

std::optional<PixelMask> withColourEdges(const RgbImage& page, const PixelMask& mask)
{
    if (mask.softMap.empty() || mask.left >= page.width || mask.top >= page.height)
        return std::nullopt;
    Surroundings around(page, mask);
    for (int round = 0; round < kRounds; ++round)
        around.askTheColours();
    std::optional<PixelMask> cut = around.cut();
    return cut && around.isSameThing(*cut) ? std::move(cut) : std::nullopt;
}

} // namespace palimpsest
