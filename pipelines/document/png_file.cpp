#include "pipelines/document/png_file.h"

#include <QBuffer>
#include <QImageWriter>
#include <cmath>
#include <span>

#include "engine/io/atomic_file.h"
#include "pipelines/document/raster.h"

namespace palimpsest {

Result<void> savePng(const RgbImage& image, const std::filesystem::path& path, double dpi)
{
    QImage raster = viewOf(image).copy(); // its resolution is set, so it must own its pixels
    const int dotsPerMeter = dpi > 0 ? static_cast<int>(std::lround(dpi / 0.0254)) : 0;
    raster.setDotsPerMeterX(dotsPerMeter);
    raster.setDotsPerMeterY(dotsPerMeter);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, QByteArrayLiteral("png"));
    if (!writer.write(raster))
        return Error{ ErrorCode::Internal,
            "'" + path.string() + "' cannot be encoded as PNG: " + writer.errorString().toStdString() };
    PAL_TRY_ASSIGN(AtomicFile file, AtomicFile::create(path));
    PAL_TRY(file.write(std::as_bytes(std::span(buffer.data().constData(), static_cast<std::size_t>(buffer.size())))));
    return file.commit();
}

} // namespace palimpsest
