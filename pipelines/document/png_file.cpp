#include "pipelines/document/png_file.h"

#include <cmath>
#include <string>

#include "engine/io/atomic_file.h"
#include "pipelines/document/raster.h"

namespace palimpsest {

Result<void> savePng(const RgbImage& image, const std::filesystem::path& path, double dpi)
{
    QImage raster = viewOf(image).copy(); // its resolution is set, so it must own its pixels
    const int dotsPerMeter = dpi > 0 ? static_cast<int>(std::lround(dpi / 0.0254)) : 0;
    raster.setDotsPerMeterX(dotsPerMeter);
    raster.setDotsPerMeterY(dotsPerMeter);
    PAL_TRY_ASSIGN(const std::string bytes, pngBytes(raster));
    return writeFile(path, bytes);
}

} // namespace palimpsest
