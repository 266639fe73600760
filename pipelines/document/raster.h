#pragma once
// Between QImage and RgbImage. Known only to pipelines/document, whose other headers show no Qt.

#include <QImage>
#include <string>

#include "engine/base/result.h"
#include "engine/image/rgb_image.h"

namespace palimpsest {

// 8 bits a channel, alpha dropped and not blended: the colour stored under a transparent pixel comes out.
RgbImage toRgbImage(const QImage& raster);
// A view of the pixels, valid as long as they are.
QImage viewOf(const RgbImage& image);
// A PNG file of it.
Result<std::string> pngBytes(const QImage& raster);

} // namespace palimpsest
