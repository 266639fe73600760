#include "engine/image/mask_paste.h"

#include <algorithm>
#include <cmath>

#include "engine/base/check.h"
#include "engine/image/resize.h"

namespace palimpsest {
namespace {

// Fills in where the mask goes; false when there is no pixel.
bool place(PastedMask& pasted, const RectF& box)
{
    const double left = std::max(std::trunc(box.left), 0.0);
    const double top = std::max(std::trunc(box.top), 0.0);
    const double right = std::trunc(box.right);
    const double bottom = std::trunc(box.bottom);
    if (!(right > left && bottom > top))
        return false;
    pasted.left = static_cast<std::size_t>(left);
    pasted.top = static_cast<std::size_t>(top);
    pasted.width = static_cast<std::size_t>(right) - pasted.left;
    pasted.height = static_cast<std::size_t>(bottom) - pasted.top;
    return true;
}

} // namespace

PastedMask pasteMask(std::span<const float> mask, const RectF& box)
{
    PAL_CHECK(mask.size() == kMaskSide * kMaskSide);
    PastedMask pasted;
    if (!place(pasted, box))
        return pasted;
    const std::vector<float> resized
        = resizePlane(mask, kMaskSide, kMaskSide, pasted.width, pasted.height, ResizeKernel::Bilinear);
    pasted.values.resize(resized.size());
    std::ranges::transform(
        resized, pasted.values.begin(), [](float value) { return static_cast<std::uint8_t>(value > 0.0F); });
    return pasted;
}

std::vector<std::uint8_t> softMapOf(std::span<const float> mask)
{
    PAL_CHECK(mask.size() == kMaskSide * kMaskSide);
    std::vector<std::uint8_t> map(mask.size());
    std::ranges::transform(mask, map.begin(), [](float value) {
        const float share = std::clamp(0.5F * value + 0.5F, 0.0F, 1.0F);
        return static_cast<std::uint8_t>(std::ceil(share * 255.0F - 0.5F)); // 127 for zero, which is outside
    });
    return map;
}

PastedMask pasteSoftMap(std::span<const std::uint8_t> map, const RectF& box)
{
    PAL_CHECK(map.size() == kMaskSide * kMaskSide);
    PastedMask pasted;
    if (!place(pasted, box))
        return pasted;
    RgbImage grey{ .width = kMaskSide, .height = kMaskSide, .pixels = {} };
    for (const std::uint8_t value : map)
        grey.pixels.insert(grey.pixels.end(), 3, value);
    const RgbImage resized = resize(grey, pasted.width, pasted.height, ResizeKernel::Bilinear);
    pasted.values.resize(pasted.width * pasted.height);
    for (std::size_t i = 0; i < pasted.values.size(); ++i)
        pasted.values[i] = resized.pixels[3 * i];
    return pasted;
}

} // namespace palimpsest
