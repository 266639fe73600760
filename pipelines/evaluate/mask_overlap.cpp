#include "pipelines/evaluate/mask_overlap.h"

#include <algorithm>

namespace palimpsest {
namespace {

std::size_t pixelsInside(const PixelMask& mask)
{
    return static_cast<std::size_t>(
        std::count_if(mask.pixels.begin(), mask.pixels.end(), [](std::uint8_t pixel) { return pixel != 0; }));
}

} // namespace

double MaskOverlap::overUnion() const
{
    return either == 0 ? 0 : static_cast<double>(common) / static_cast<double>(either);
}

MaskOverlap& MaskOverlap::operator+=(const MaskOverlap& other)
{
    common += other.common;
    either += other.either;
    return *this;
}

MaskOverlap overlapOf(const PixelMask& found, const PixelMask& truth)
{
    const std::size_t left = std::max(found.left, truth.left);
    const std::size_t right = std::min(found.left + found.width, truth.left + truth.width);
    const std::size_t top = std::max(found.top, truth.top);
    const std::size_t bottom = std::min(found.top + found.height, truth.top + truth.height);
    MaskOverlap overlap;
    for (std::size_t y = top; y < bottom; ++y)
        for (std::size_t x = left; x < right; ++x)
            if (found.pixels[(y - found.top) * found.width + x - found.left] != 0
                && truth.pixels[(y - truth.top) * truth.width + x - truth.left] != 0)
                ++overlap.common;
    overlap.either = pixelsInside(found) + pixelsInside(truth) - overlap.common;
    return overlap;
}

PixelMask unitedMask(std::span<const PixelMask> masks)
{
    PixelMask all;
    for (const PixelMask& mask : masks) {
        if (mask.pixels.empty())
            continue;
        if (all.pixels.empty()) {
            all = mask;
            continue;
        }
        PixelMask wider;
        wider.left = std::min(all.left, mask.left);
        wider.top = std::min(all.top, mask.top);
        wider.width = std::max(all.left + all.width, mask.left + mask.width) - wider.left;
        wider.height = std::max(all.top + all.height, mask.top + mask.height) - wider.top;
        wider.pixels.assign(wider.width * wider.height, 0);
        for (const PixelMask* const part : { static_cast<const PixelMask*>(&all), &mask })
            for (std::size_t y = 0; y < part->height; ++y)
                for (std::size_t x = 0; x < part->width; ++x)
                    if (part->pixels[y * part->width + x] != 0)
                        wider.pixels[(y + part->top - wider.top) * wider.width + x + part->left - wider.left] = 1;
        all = std::move(wider);
    }
    return all;
}

} // namespace palimpsest
