#include "pipelines/segmentation/paste_mask.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/base/check.h"
#include "engine/image/resize.h"

namespace palimpsest {
namespace {

// A hair above the product, so that 512.0 that was computed as 511.99999999 stays 512.
constexpr double kRounding = 1e-9;

std::size_t wholePixel(double place, std::size_t length)
{
    return static_cast<std::size_t>(std::clamp(std::floor(place + kRounding), 0.0, static_cast<double>(length)));
}

} // namespace

std::optional<PixelMask> pasteMask(
    std::span<const float> map, const RectF& box, std::size_t pageWidth, std::size_t pageHeight)
{
    PAL_CHECK(map.size() == kMaskMapSide * kMaskMapSide);
    const std::size_t left = wholePixel(box.left, pageWidth);
    const std::size_t top = wholePixel(box.top, pageHeight);
    const std::size_t right = wholePixel(box.right, pageWidth);
    const std::size_t bottom = wholePixel(box.bottom, pageHeight);
    if (right <= left || bottom <= top)
        return std::nullopt;
    PixelMask mask{ left, top, right - left, bottom - top, {} };
    const std::vector<float> values
        = resizePlane(map, kMaskMapSide, kMaskMapSide, mask.width, mask.height, ResizeKernel::Bilinear);
    mask.pixels.resize(values.size());
    std::transform(values.begin(), values.end(), mask.pixels.begin(),
        [](float value) { return static_cast<std::uint8_t>(value > 0.0F ? 1 : 0); });
    return mask;
}

} // namespace palimpsest
