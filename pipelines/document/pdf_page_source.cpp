#include "pipelines/document/pdf_page_source.h"

#include <QFile>
#include <QImage>
#include <QVariant>
#include <algorithm>
#include <cmath>
#include <mutex>
#include <poppler-qt6.h>
#include <string>
#include <utility>

#include "pipelines/document/page_check.h"
#include "pipelines/document/raster.h"

namespace palimpsest {

namespace {

constexpr double kPointsPerInch = 72;
constexpr double kMinDpi = 10;
constexpr double kMaxDpi = 2400;
constexpr double kMaxSidePixels = 1e9; // far past any limit, and still a whole number of pixels

// Poppler reports to one function for the whole program, on the thread that asked; the first complaint names the cause.
thread_local std::string firstComplaint; // NOLINT: the callback has no other way to us

void listenToPoppler()
{
    static std::once_flag once;
    std::call_once(once, [] {
        Poppler::setDebugErrorFunction(
            [](const QString& message, const QVariant&) {
                if (firstComplaint.empty())
                    firstComplaint = message.trimmed().toStdString();
            },
            QVariant());
    });
    firstComplaint.clear();
}

std::string complaint()
{
    return firstComplaint.empty() ? std::string() : " (" + firstComplaint + ")";
}

bool stopRequested(const QVariant& payload)
{
    return static_cast<const std::stop_token*>(payload.value<void*>())->stop_requested();
}

class PdfPageSource final : public PageSource {
public:
    PdfPageSource(DocumentFile file, const PageLimits& limits) : m_file(std::move(file)), m_limits(limits) { }

    Result<void> load(const std::string& password);
    [[nodiscard]] std::size_t pageCount() const override { return m_pageCount; }
    Result<PageSize> pageSize(std::size_t pageIndex, double dpi) override;
    Result<std::vector<OwnWord>> ownWords(std::size_t pageIndex, double dpi) override;
    Result<PageImage> render(std::size_t pageIndex, double dpi, const std::stop_token& stop) override;
    Result<PageImage> renderPart(
        std::size_t pageIndex, double dpi, const PixelBox& part, const std::stop_token& stop) override;

private:
    Result<PageImage> draw(const Poppler::Page& shown, std::size_t pageIndex, double dpi, const PixelBox& part,
        const std::stop_token& stop) const;
    Result<std::unique_ptr<Poppler::Page>> page(std::size_t pageIndex, double dpi) const;
    Result<PageSize> drawnSize(const Poppler::Page& page, std::size_t pageIndex, double dpi) const;

    DocumentFile m_file;
    PageLimits m_limits;
    std::mutex m_asked; // pages may be drawn ahead on another thread; Poppler does one thing at a time for a document
    QFile m_device;     // read by m_document as long as it lives
    std::unique_ptr<Poppler::Document> m_document;
    std::size_t m_pageCount = 0;
};

Result<void> PdfPageSource::load(const std::string& password)
{
    listenToPoppler();
    if (!m_device.open(m_file.descriptor(), QIODevice::ReadOnly, QFileDevice::DontCloseHandle))
        return Error{ ErrorCode::FileAccess,
            "'" + m_file.name() + "' cannot be read: " + m_device.errorString().toStdString() };
    m_document
        = Poppler::Document::load(&m_device, QByteArray::fromStdString(password), QByteArray::fromStdString(password));
    if (!m_document)
        return m_file.badInput("is a broken PDF" + complaint() + "; repair it or make it again");
    if (m_document->isLocked())
        return Error{ ErrorCode::Encrypted,
            "'" + m_file.name()
                + (password.empty() ? "' is encrypted and wants a password; save a copy without one"
                                    : "' is encrypted and its password is another one") };
    m_document->setRenderHint(Poppler::Document::Antialiasing);
    m_document->setRenderHint(Poppler::Document::TextAntialiasing);
    m_pageCount = static_cast<std::size_t>(std::max(m_document->numPages(), 0));
    return checkPageCount(m_file, m_pageCount, m_limits);
}

Result<std::unique_ptr<Poppler::Page>> PdfPageSource::page(std::size_t pageIndex, double dpi) const
{
    PAL_TRY(checkPageIndex(m_file, pageIndex, m_pageCount));
    if (!(dpi >= kMinDpi && dpi <= kMaxDpi))
        return Error{ ErrorCode::BadArguments,
            "a page cannot be drawn at " + std::to_string(dpi) + " dots per inch; choose 10 to 2400" };
    listenToPoppler();
    std::unique_ptr<Poppler::Page> page = m_document->page(static_cast<int>(pageIndex));
    if (!page)
        return m_file.badInput("page " + std::to_string(pageIndex + 1) + " is missing or broken" + complaint()
            + "; repair the file or leave the page out");
    return page;
}

Result<PageSize> PdfPageSource::drawnSize(const Poppler::Page& page, std::size_t pageIndex, double dpi) const
{
    const QSizeF points = page.pageSizeF();
    const auto pixels = [dpi](double side) {
        const double wanted = std::ceil(side * dpi / kPointsPerInch - 1e-6);
        return wanted > 0 ? static_cast<std::size_t>(std::min(wanted, kMaxSidePixels)) : 0; // not a number: 0
    };
    const PageSize size{ .width = pixels(points.width()), .height = pixels(points.height()) };
    PAL_TRY(checkPageSize(m_file, pageIndex, size, m_limits));
    return size;
}

Result<PageSize> PdfPageSource::pageSize(std::size_t pageIndex, double dpi)
{
    const std::scoped_lock lock(m_asked);
    PAL_TRY_ASSIGN(const auto shown, page(pageIndex, dpi));
    return drawnSize(*shown, pageIndex, dpi);
}

// Poppler begins another box where the font changes; without white between them both are one word.
Result<std::vector<OwnWord>> PdfPageSource::ownWords(std::size_t pageIndex, double dpi)
{
    const std::scoped_lock lock(m_asked);
    PAL_TRY_ASSIGN(const auto shown, page(pageIndex, dpi));
    const double scale = dpi / kPointsPerInch;
    std::vector<OwnWord> words;
    bool goesOn = false;
    for (const auto& part : shown->textList()) {
        const std::string text = part->text().simplified().remove(QLatin1Char(' ')).toStdString();
        const QRectF place = part->boundingBox();
        const RectF box{ place.left() * scale, place.top() * scale, place.right() * scale, place.bottom() * scale };
        if (goesOn)
            words.back() = { words.back().text + text, united(words.back().box, box) };
        else
            words.push_back({ text, box });
        words.back().endsLine = part->nextWord() == nullptr;
        goesOn = !part->hasSpaceAfter() && !words.back().endsLine;
    }
    return words;
}

Result<PageImage> PdfPageSource::render(std::size_t pageIndex, double dpi, const std::stop_token& stop)
{
    const std::scoped_lock lock(m_asked);
    PAL_TRY_ASSIGN(const auto shown, page(pageIndex, dpi));
    PAL_TRY_ASSIGN(const PageSize size, drawnSize(*shown, pageIndex, dpi));
    // The size is given, because Poppler's own cuts the page to whole points.
    return draw(*shown, pageIndex, dpi, { 0, 0, static_cast<int>(size.width), static_cast<int>(size.height) }, stop);
}

Result<PageImage> PdfPageSource::renderPart(
    std::size_t pageIndex, double dpi, const PixelBox& part, const std::stop_token& stop)
{
    const std::scoped_lock lock(m_asked);
    PAL_TRY_ASSIGN(const auto shown, page(pageIndex, dpi));
    const QSizeF points = shown->pageSizeF();
    const auto end = [dpi](double side) { return static_cast<int>(std::ceil(side * dpi / kPointsPerInch - 1e-6)); };
    const PixelBox drawn{ std::max(part.left, 0), std::max(part.top, 0), std::min(part.right, end(points.width())),
        std::min(part.bottom, end(points.height())) };
    if (drawn.width() <= 0 || drawn.height() <= 0)
        return Error{ ErrorCode::BadArguments,
            "a part of page " + std::to_string(pageIndex + 1) + " was asked for that lies beside it" };
    PAL_TRY(checkPageSize(m_file, pageIndex,
        { static_cast<std::size_t>(drawn.width()), static_cast<std::size_t>(drawn.height()) }, m_limits));
    return draw(*shown, pageIndex, dpi, drawn, stop);
}

Result<PageImage> PdfPageSource::draw(const Poppler::Page& shown, std::size_t pageIndex, double dpi,
    const PixelBox& part, const std::stop_token& stop) const
{
    const QImage raster = shown.renderToImage(dpi, dpi, part.left, part.top, part.width(), part.height(),
        Poppler::Page::Rotate0, nullptr, nullptr, &stopRequested,
        QVariant::fromValue(static_cast<void*>(const_cast<std::stop_token*>(&stop)))); // NOLINT: only read
    if (stop.stop_requested())
        return Error{ ErrorCode::Cancelled, "stopped while page " + std::to_string(pageIndex + 1) + " was drawn" };
    if (raster.isNull())
        return m_file.badInput("page " + std::to_string(pageIndex + 1) + " cannot be drawn" + complaint()
            + "; repair the file or leave the page out");
    return PageImage{ .image = toRgbImage(raster), .dpi = dpi, .pageIndex = pageIndex, .sourceName = m_file.name() };
}

} // namespace

Result<std::unique_ptr<PageSource>> openPdfPages(
    DocumentFile file, const PageLimits& limits, const std::string& password)
{
    auto source = std::make_unique<PdfPageSource>(std::move(file), limits);
    PAL_TRY(source->load(password));
    return std::unique_ptr<PageSource>(std::move(source));
}

} // namespace palimpsest
