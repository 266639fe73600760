#include "pipelines/tiling/paper.h"

#include <algorithm>
#include <vector>

#include "engine/base/median.h"

namespace palimpsest {

Colour paperAround(const RgbImage& page, const PixelBox& box)
{
    std::array<std::vector<std::uint8_t>, 3> levels;
    const auto look = [&](int x, int y) {
        const std::size_t at = (static_cast<std::size_t>(y) * page.width + static_cast<std::size_t>(x)) * 3;
        for (std::size_t channel = 0; channel < 3; ++channel)
            levels.at(channel).push_back(page.pixels[at + channel]);
    };
    for (int x = box.left; x < box.right; ++x) {
        look(x, box.top);
        look(x, box.bottom - 1);
    }
    for (int y = box.top; y < box.bottom; ++y) {
        look(box.left, y);
        look(box.right - 1, y);
    }
    Colour paper{};
    for (std::size_t channel = 0; channel < 3; ++channel) {
        paper.at(channel) = medianOf(std::move(levels.at(channel)));
    }
    return paper;
}

} // namespace palimpsest
