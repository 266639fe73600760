#include "pipelines/document/raster.h"

#include <QBuffer>
#include <QImageWriter>
#include <cstring>

namespace palimpsest {

RgbImage toRgbImage(const QImage& raster)
{
    const QImage rgb = raster.convertToFormat(QImage::Format_RGB888); // takes no notice of alpha
    RgbImage image{
        .width = static_cast<std::size_t>(rgb.width()), .height = static_cast<std::size_t>(rgb.height()), .pixels = {}
    };
    if (rgb.isNull())
        return {};
    const std::size_t rowBytes = image.width * 3;
    image.pixels.resize(rowBytes * image.height);
    for (std::size_t y = 0; y < image.height; ++y)
        std::memcpy(image.pixels.data() + y * rowBytes, rgb.constScanLine(static_cast<int>(y)), rowBytes);
    return image;
}

QImage viewOf(const RgbImage& image)
{
    return { image.pixels.data(), static_cast<int>(image.width), static_cast<int>(image.height),
        static_cast<qsizetype>(image.width * 3), QImage::Format_RGB888 };
}

Result<std::string> pngBytes(const QImage& raster)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, QByteArrayLiteral("png"));
    if (!writer.write(raster))
        return Error{ ErrorCode::Internal,
            "a picture cannot be encoded as PNG: " + writer.errorString().toStdString() };
    return buffer.data().toStdString();
}

} // namespace palimpsest
