#include "pipelines/document/image_page_source.h"

#include <QFile>
#include <QImageReader>
#include <cmath>
#include <string>
#include <utility>

#include "pipelines/document/cut_short.h"
#include "pipelines/document/page_check.h"
#include "pipelines/document/raster.h"

namespace palimpsest {

namespace {

constexpr double kMetersPerInch = 0.0254;

QByteArray readerName(DocumentFormat format)
{
    switch (format) {
    case DocumentFormat::Png:
        return QByteArrayLiteral("png");
    case DocumentFormat::Jpeg:
        return QByteArrayLiteral("jpeg");
    case DocumentFormat::Tiff:
        return QByteArrayLiteral("tiff");
    case DocumentFormat::WebP:
        return QByteArrayLiteral("webp");
    case DocumentFormat::Bmp:
        return QByteArrayLiteral("bmp");
    case DocumentFormat::Pdf:
        break;
    }
    return {};
}

// What the file states, or 0. Qt gives an image without a statement the resolution of the screen.
double statedDpi(const QImage& raster)
{
    static const int unstated = QImage(1, 1, QImage::Format_RGB32).dotsPerMeterX();
    const int dotsPerMeter = raster.dotsPerMeterX();
    const double dpi = std::round(dotsPerMeter * kMetersPerInch * 100) / 100;
    return dotsPerMeter == unstated || dpi < 10 || dpi > 10'000 ? 0 : dpi;
}

class ImagePageSource final : public PageSource {
public:
    ImagePageSource(DocumentFile file, const PageLimits& limits) : m_file(std::move(file)), m_limits(limits) { }

    Result<void> countPages();
    [[nodiscard]] std::size_t pageCount() const override { return m_pageCount; }
    Result<PageSize> pageSize(std::size_t pageIndex, double dpi) override;
    Result<std::vector<OwnWord>> ownWords(std::size_t pageIndex, double dpi) override;
    Result<PageImage> render(std::size_t pageIndex, double dpi, const std::stop_token& stop) override;

private:
    // A reader standing on the page; `device` must outlive it.
    Result<void> seekPage(QFile& device, QImageReader& reader, std::size_t pageIndex) const;
    Result<PageSize> storedSize(const QImageReader& reader, std::size_t pageIndex) const;
    [[nodiscard]] Error undecodable(const QImageReader& reader, std::size_t pageIndex) const;

    DocumentFile m_file;
    PageLimits m_limits;
    std::size_t m_pageCount = 1;
};

Result<void> ImagePageSource::countPages()
{
    QFile device;
    QImageReader reader;
    PAL_TRY(seekPage(device, reader, 0));
    if (m_file.format() == DocumentFormat::Tiff)
        m_pageCount = static_cast<std::size_t>(std::max(reader.imageCount(), 0));
    if (!reader.canRead() || reader.size().isEmpty())
        return undecodable(reader, 0);
    return checkPageCount(m_file, m_pageCount, m_limits);
}

Result<void> ImagePageSource::seekPage(QFile& device, QImageReader& reader, std::size_t pageIndex) const
{
    if (!device.open(m_file.descriptor(), QIODevice::ReadOnly, QFileDevice::DontCloseHandle) || !device.seek(0))
        return Error{ ErrorCode::FileAccess,
            "'" + m_file.name() + "' cannot be read: " + device.errorString().toStdString() };
    reader.setAutoDetectImageFormat(false);
    reader.setFormat(readerName(m_file.format()));
    reader.setDevice(&device);
    reader.setAutoTransform(true);
    if (pageIndex > 0 && !reader.jumpToImage(static_cast<int>(pageIndex)))
        return undecodable(reader, pageIndex);
    return {};
}

Result<PageSize> ImagePageSource::storedSize(const QImageReader& reader, std::size_t pageIndex) const
{
    const QSize size = reader.size();
    if (size.isEmpty())
        return undecodable(reader, pageIndex);
    PageSize page{ .width = static_cast<std::size_t>(size.width()), .height = static_cast<std::size_t>(size.height()) };
    if (reader.transformation().testFlag(QImageIOHandler::TransformationRotate90))
        std::swap(page.width, page.height);
    PAL_TRY(checkPageSize(m_file, pageIndex, page, m_limits));
    return page;
}

Error ImagePageSource::undecodable(const QImageReader& reader, std::size_t pageIndex) const
{
    return m_file.badInput("page " + std::to_string(pageIndex + 1) + " cannot be decoded ("
        + reader.errorString().toStdString() + "); the file is broken or cut short, copy or scan it again");
}

Result<PageSize> ImagePageSource::pageSize(std::size_t pageIndex, double /*dpi*/)
{
    PAL_TRY(checkPageIndex(m_file, pageIndex, m_pageCount));
    QFile device;
    QImageReader reader;
    PAL_TRY(seekPage(device, reader, pageIndex));
    return storedSize(reader, pageIndex);
}

Result<std::vector<OwnWord>> ImagePageSource::ownWords(std::size_t pageIndex, double /*dpi*/)
{
    PAL_TRY(checkPageIndex(m_file, pageIndex, m_pageCount));
    return std::vector<OwnWord>{};
}

Result<PageImage> ImagePageSource::render(std::size_t pageIndex, double /*dpi*/, const std::stop_token& stop)
{
    PAL_TRY(checkPageIndex(m_file, pageIndex, m_pageCount));
    if (stop.stop_requested())
        return Error{ ErrorCode::Cancelled, "stopped before page " + std::to_string(pageIndex + 1) + " was decoded" };
    QFile device;
    QImageReader reader;
    PAL_TRY(seekPage(device, reader, pageIndex));
    PAL_TRY(storedSize(reader, pageIndex));
    if (isCutShort(m_file))
        return m_file.badInput("ends before its picture does; copy or scan it again");
    QImage raster;
    if (!reader.read(&raster) || raster.isNull())
        return undecodable(reader, pageIndex);
    const double dpi = statedDpi(raster);
    return PageImage{ .image = toRgbImage(raster), .dpi = dpi, .pageIndex = pageIndex, .sourceName = m_file.name() };
}

} // namespace

Result<std::unique_ptr<PageSource>> openImagePages(DocumentFile file, const PageLimits& limits)
{
    const QByteArray name = readerName(file.format());
    if (!QImageReader::supportedImageFormats().contains(name))
        return Error{ ErrorCode::MissingDependency,
            "'" + file.name() + "' is a " + name.toUpper().toStdString()
                + " file and Qt has no reader for it; install the package qt6-image-formats-plugins" };
    // Qt's own guard, for what a header does not tell: eight bytes a pixel is its widest format.
    constexpr std::size_t kMebibyte = 1U << 20U;
    QImageReader::setAllocationLimit(static_cast<int>(limits.maxPixels * 8 / kMebibyte + 1));
    auto source = std::make_unique<ImagePageSource>(std::move(file), limits);
    PAL_TRY(source->countPages());
    return std::unique_ptr<PageSource>(std::move(source));
}

} // namespace palimpsest
