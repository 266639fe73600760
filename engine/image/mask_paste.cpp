#include "engine/image/mask_paste.h"

#include <algorithm>
#include <cmath>

#include "engine/base/check.h"
#include "engine/image/resize.h"

namespace palimpsest {
namespace {

// Fills in where the mask goes; false when there is no pixel.
bool place(PastedMask& pasted, double left, double top, double right, double bottom)
{
    left = std::max(left, 0.0);
    top = std::max(top, 0.0);
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
    if (!place(pasted, std::trunc(box.left), std::trunc(box.top), std::trunc(box.right), std::trunc(box.bottom)))
        return pasted;
    const std::vector<float> resized
        = resizePlane(mask, kMaskSide, kMaskSide, pasted.width, pasted.height, ResizeKernel::Bilinear);
    pasted.values.resize(resized.size());
    std::ranges::transform(
        resized, pasted.values.begin(), [](float value) { return static_cast<std::uint8_t>(value > 0.0F); });
    return pasted;
}

PastedMask pasteSoftMask(std::span<const float> mask, const RectF& box)
{
    PAL_CHECK(mask.size() == kMaskSide * kMaskSide);
    PastedMask pasted;
    if (!place(pasted, std::round(box.left), std::round(box.top), std::round(box.right), std::round(box.bottom)))
        return pasted;
    RgbImage opacity{ .width = kMaskSide, .height = kMaskSide, .pixels = {} };
    for (const float value : mask) {
        const float share = std::clamp(0.5F * value + 0.5F, 0.0F, 1.0F);
        opacity.pixels.insert(opacity.pixels.end(), 3, static_cast<std::uint8_t>(std::lround(share * 255.0F)));
    }
    const RgbImage resized = resize(opacity, pasted.width, pasted.height, ResizeKernel::Bicubic);
    for (std::size_t i = 0; i < resized.pixels.size(); i += 3)
        pasted.values.push_back(resized.pixels[i]);
    return pasted;
}

} // namespace palimpsest
