#include "pipelines/document/mask_pictures.h"

#include <QColor>
#include <QImage>
#include <cstdint>

#include "pipelines/document/raster.h"

namespace palimpsest {
namespace {

constexpr std::size_t kMostSegments = 255;

Result<QImage> emptyPicture(const PageResult& result, QImage::Format format)
{
    QImage picture(static_cast<int>(result.pageWidth), static_cast<int>(result.pageHeight), format);
    if (picture.isNull())
        return Error{ ErrorCode::OutOfMemory,
            "there is no memory for a picture of " + std::to_string(result.pageWidth) + " x "
                + std::to_string(result.pageHeight) + " pixels" };
    picture.fill(0);
    return picture;
}

void paint(QImage& picture, const PixelMask& mask, std::uint8_t value)
{
    for (std::size_t y = 0; y < mask.height; ++y) {
        std::uint8_t* const row = picture.scanLine(static_cast<int>(mask.top + y)) + mask.left;
        for (std::size_t x = 0; x < mask.width; ++x)
            if (mask.pixels[y * mask.width + x] != 0)
                row[x] = value;
    }
}

// Black, then colours whose neighbours differ: the golden angle round the circle of hues.
QList<QRgb> palette()
{
    QList<QRgb> colours{ qRgb(0, 0, 0) };
    for (int i = 0; i < static_cast<int>(kMostSegments); ++i)
        colours.append(QColor::fromHsv(i * 137 % 360, 255 - i % 3 * 60, 255 - i % 2 * 70).rgb());
    return colours;
}

} // namespace

Result<std::string> indexedMaskPng(const PageResult& result, const Segments& segments)
{
    if (segments.items.size() > kMostSegments)
        return Error{ ErrorCode::Unsupported,
            std::to_string(segments.items.size()) + " segments are more than the " + std::to_string(kMostSegments)
                + " that one indexed picture holds; write a picture for each" };
    PAL_TRY_ASSIGN(QImage picture, emptyPicture(result, QImage::Format_Indexed8));
    picture.setColorTable(palette());
    for (std::size_t i = 0; i < segments.items.size(); ++i)
        if (segments.items[i].mask)
            paint(picture, *segments.items[i].mask, static_cast<std::uint8_t>(i + 1));
    return pngBytes(picture);
}

Result<std::string> maskPng(const PageResult& result, const PixelMask& mask)
{
    PAL_TRY_ASSIGN(QImage picture, emptyPicture(result, QImage::Format_Grayscale8));
    paint(picture, mask, 255);
    return pngBytes(picture);
}

} // namespace palimpsest
