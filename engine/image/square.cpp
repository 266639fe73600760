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

void paste(const RgbImage& image, std::size_t firstRow, std::size_t rows, RgbImage& target, const Offset& offset)
{
    for (std::size_t y = 0; y < rows; ++y)
        std::copy_n(image.pixels.begin() + static_cast<std::ptrdiff_t>((firstRow + y) * image.width * 3),
            image.width * 3,
            target.pixels.begin() + static_cast<std::ptrdiff_t>(((y + offset.y) * target.width + offset.x) * 3));
}

RgbImage white(std::size_t width, std::size_t height)
{
    return { width, height, std::vector<std::uint8_t>(width * height * 3, 255) };
}

// Pads and narrows some rows at a time, then everything from top to bottom: the pixels of a padded picture resized at
// once, without the memory of the square, which for a long strip would be enormous.
RgbImage paddedSquare(const RgbImage& image, std::size_t side, const Preprocessing& preprocessing)
{
    constexpr std::size_t kBandPixels = std::size_t{ 1 } << 22;
    const std::size_t length = std::max(image.width, image.height);
    const Offset offset = offsetInSquare(image.width, image.height, preprocessing.padAnchor);
    const std::size_t bandRows = std::max<std::size_t>(1, kBandPixels / length);
    RgbImage narrow = white(side, length);
    for (std::size_t row = 0; row < image.height; row += bandRows) {
        const std::size_t rows = std::min(bandRows, image.height - row);
        RgbImage band = white(length, rows);
        paste(image, row, rows, band, { offset.x, 0 });
        paste(resize(band, side, rows, preprocessing.kernel), 0, rows, narrow, { 0, offset.y + row });
    }
    return resize(narrow, side, side, preprocessing.kernel);
}

} // namespace

RgbImage toSquare(const RgbImage& image, std::size_t side, const Preprocessing& preprocessing)
{
    PAL_CHECK(image.width > 0 && image.height > 0 && side > 0);
    if (preprocessing.fit == ImageFit::Stretch || image.width == image.height)
        return resize(image, side, side, preprocessing.kernel);
    return paddedSquare(image, side, preprocessing);
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

PointF ontoSquare(const PointF& place, std::size_t width, std::size_t height, const Preprocessing& preprocessing)
{
    const auto w = static_cast<double>(width);
    const auto h = static_cast<double>(height);
    PointF fraction{ place.x / w, place.y / h };
    if (preprocessing.fit == ImageFit::PadWhite) {
        const Offset offset = offsetInSquare(width, height, preprocessing.padAnchor);
        const double side = std::max(w, h);
        fraction
            = { (place.x + static_cast<double>(offset.x)) / side, (place.y + static_cast<double>(offset.y)) / side };
    }
    return { std::clamp(fraction.x, 0.0, 1.0), std::clamp(fraction.y, 0.0, 1.0) };
}

} // namespace palimpsest
