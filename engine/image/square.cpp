#include "engine/image/square.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/image/resize.h"

namespace palimpsest {
namespace {

struct Offset {
    std::size_t x = 0;
    std::size_t y = 0;
};

Offset offsetInSquare(std::size_t width, std::size_t height, PadAnchor anchor)
{
    const std::size_t side = std::max(width, height);
    return anchor == PadAnchor::Center ? Offset{ (side - width) / 2, (side - height) / 2 } : Offset{};
}

RgbImage padded(const RgbImage& image, PadAnchor anchor)
{
    const std::size_t side = std::max(image.width, image.height);
    const Offset offset = offsetInSquare(image.width, image.height, anchor);
    RgbImage square{ side, side, std::vector<std::uint8_t>(side * side * 3, 255) };
    for (std::size_t y = 0; y < image.height; ++y)
        std::copy_n(image.pixels.begin() + static_cast<std::ptrdiff_t>(y * image.width * 3), image.width * 3,
            square.pixels.begin() + static_cast<std::ptrdiff_t>(((y + offset.y) * side + offset.x) * 3));
    return square;
}

} // namespace

RgbImage toSquare(const RgbImage& image, std::size_t side, const Preprocessing& preprocessing)
{
    PAL_CHECK(image.width > 0 && image.height > 0 && side > 0);
    if (preprocessing.fit == ImageFit::Stretch || image.width == image.height)
        return resize(image, side, side, preprocessing.kernel);
    return resize(padded(image, preprocessing.padAnchor), side, side, preprocessing.kernel);
}

PointF fromSquare(const PointF& fraction, std::size_t width, std::size_t height, const Preprocessing& preprocessing)
{
    const auto w = static_cast<double>(width);
    const auto h = static_cast<double>(height);
    PointF place{ fraction.x * w, fraction.y * h };
    if (preprocessing.fit == ImageFit::PadWhite) {
        const Offset offset = offsetInSquare(width, height, preprocessing.padAnchor);
        const double side = std::max(w, h);
        place
            = { fraction.x * side - static_cast<double>(offset.x), fraction.y * side - static_cast<double>(offset.y) };
    }
    return { std::clamp(place.x, 0.0, w), std::clamp(place.y, 0.0, h) };
}

} // namespace palimpsest
