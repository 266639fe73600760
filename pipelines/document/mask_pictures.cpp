#include "pipelines/document/mask_pictures.h"

#include <QColor>
#include <QImage>
#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/image/mask_paste.h"
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

// A result may come from a file that somebody edited.
Result<void> checkWithin(const PageResult& result, const Segment& segment)
{
    const PixelMask& mask = *segment.mask;
    const bool within = mask.left <= result.pageWidth && mask.width <= result.pageWidth - mask.left
        && mask.top <= result.pageHeight && mask.height <= result.pageHeight - mask.top;
    if (!within)
        return Error{ ErrorCode::BadInput, "the mask of '" + segment.object.label + "' leaves the page" };
    return {};
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

Result<std::string> indexedPng(const PageResult& result, const Segments& segments)
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

Result<std::string> binaryPng(const PageResult& result, const PixelMask& mask)
{
    PAL_TRY_ASSIGN(QImage picture, emptyPicture(result, QImage::Format_Grayscale8));
    paint(picture, mask, 255);
    return pngBytes(picture);
}

// Codes without a soft map: it was decoded and not kept. Neither: a person painted the mask.
Result<std::string> softPng(const PageResult& result, const Segment& segment)
{
    const PixelMask& mask = *segment.mask;
    if (mask.softMap.empty() && segment.codes)
        return Error{ ErrorCode::BadInput,
            "the mask of '" + segment.object.label
                + "' was kept by an earlier version, which did not keep how sure the model was; read the page again" };
    if (mask.softMap.empty())
        return binaryPng(result, mask);
    PAL_TRY_ASSIGN(QImage picture, emptyPicture(result, QImage::Format_Grayscale8));
    const auto left = static_cast<double>(mask.left);
    const auto top = static_cast<double>(mask.top);
    const PastedMask soft = pasteSoftMap(
        mask.softMap, { left, top, left + static_cast<double>(mask.width), top + static_cast<double>(mask.height) });
    for (std::size_t y = 0; y < soft.height; ++y) {
        std::uint8_t* const row = picture.scanLine(static_cast<int>(mask.top + y)) + mask.left;
        for (std::size_t x = 0; x < soft.width; ++x) {
            const std::size_t at = y * soft.width + x;
            const std::uint8_t value = soft.values[at]; // the mask was made of more than its 8 bits
            row[x]
                = mask.pixels[at] != 0 ? std::max(value, kSoftInside) : std::min<std::uint8_t>(value, kSoftInside - 1);
        }
    }
    return pngBytes(picture);
}

} // namespace

std::span<const MaskFormat> maskFormats()
{
    static constexpr std::array<MaskFormat, 3> kFormats{ {
        { MaskForm::Indexed, ".masks.png", "all masks in one picture" },
        { MaskForm::Binary, ".mask.png", "a picture of each mask" },
        { MaskForm::Soft, ".soft.png", "a picture of each mask, grey where the model was less sure" },
    } };
    return kFormats;
}

Result<std::vector<MaskPicture>> maskPictures(const PageResult& result, const Segments& segments, MaskForm form)
{
    for (const Segment& segment : segments.items)
        if (segment.mask)
            PAL_TRY(checkWithin(result, segment));
    std::vector<MaskPicture> pictures;
    if (form == MaskForm::Indexed) {
        PAL_TRY_ASSIGN(std::string png, indexedPng(result, segments));
        pictures.push_back({ 0, std::move(png) });
        return pictures;
    }
    for (std::size_t i = 0; i < segments.items.size(); ++i) {
        const Segment& segment = segments.items[i];
        if (!segment.mask || segment.mask->pixels.empty())
            continue;
        PAL_TRY_ASSIGN(
            std::string png, form == MaskForm::Soft ? softPng(result, segment) : binaryPng(result, *segment.mask));
        pictures.push_back({ i + 1, std::move(png) });
    }
    return pictures;
}

} // namespace palimpsest
