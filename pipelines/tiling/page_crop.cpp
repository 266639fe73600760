#include "pipelines/tiling/page_crop.h"

#include <algorithm>

namespace palimpsest {

PixelBox onPage(const PixelBox& box, const RgbImage& page)
{
    return { std::max(0, box.left), std::max(0, box.top), std::min(static_cast<int>(page.width), box.right),
        std::min(static_cast<int>(page.height), box.bottom) };
}

RgbImage pageCrop(const RgbImage& page, const PixelBox& wanted)
{
    const PixelBox box = onPage(wanted, page);
    const auto width = static_cast<std::size_t>(box.width());
    const auto height = static_cast<std::size_t>(box.height());
    RgbImage crop{ width, height, {} };
    crop.pixels.reserve(width * height * 3);
    for (std::size_t y = 0; y < height; ++y) {
        const auto row = page.pixels.begin()
            + static_cast<std::ptrdiff_t>(
                ((static_cast<std::size_t>(box.top) + y) * page.width + static_cast<std::size_t>(box.left)) * 3);
        crop.pixels.insert(crop.pixels.end(), row, row + static_cast<std::ptrdiff_t>(width * 3));
    }
    return crop;
}

} // namespace palimpsest
