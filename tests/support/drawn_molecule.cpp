#include "tests/support/drawn_molecule.h"

#include <QImage>

#include "engine/image/resize.h"
#include "pipelines/chemistry/depiction.h"

namespace palimpsest {

RgbImage depictedMolecule(std::string_view smiles, std::size_t larger)
{
    const std::optional<std::string> png = pngDepiction(smiles);
    if (!png)
        qFatal("no depiction of %.*s", static_cast<int>(smiles.size()), smiles.data());
    const QImage drawn = QImage::fromData(QByteArray::fromStdString(*png)).convertToFormat(QImage::Format_RGB888);
    RgbImage image{ static_cast<std::size_t>(drawn.width()), static_cast<std::size_t>(drawn.height()), {} };
    for (int y = 0; y < drawn.height(); ++y)
        image.pixels.insert(image.pixels.end(), drawn.constScanLine(y), drawn.constScanLine(y) + 3 * drawn.width());
    return resize(image, image.width * larger, image.height * larger, ResizeKernel::Bicubic);
}

} // namespace palimpsest
