#include "ui/pages/page_loader.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <utility>

#include "pipelines/document/page_preparation.h"
#include "pipelines/document/page_source.h"
#include "ui/pages/open_sources.h"

namespace palimpsest {

namespace {

constexpr double kMostShownPixels = 40e6;
constexpr double kSmallestThumbnailDpi = 10;
constexpr double kSmallestMeasuredDpi = 100;
constexpr double kFinestPdf = 12;  // 2400 dots per inch
constexpr int kSmallestHalf = 800; // pixels of the longer side

QImage imageOf(const RgbImage& image)
{
    const QImage view(image.pixels.data(), static_cast<int>(image.width), static_cast<int>(image.height),
        static_cast<qsizetype>(image.width * 3), QImage::Format_RGB888);
    return view.convertToFormat(QImage::Format_RGB32); // the form that is painted fastest; copies
}

// Never larger than it is.
QImage within(const QImage& image, double scale)
{
    if (scale >= 1)
        return image;
    const auto side = [scale](int pixels) { return std::max(1, static_cast<int>(std::lround(pixels * scale))); };
    return image.scaled(side(image.width()), side(image.height()), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

double skewOf(const RgbImage& image, const PagePosture& posture)
{
    if (!posture.straight.value_or(false))
        return 0;
    const int turn = posture.turn.value_or(0);
    return measurePage(turn == 0 ? image : turned(image, turn)).sureSkew();
}

Result<DrawnPage> drawPage(
    PageSource& source, std::size_t index, int longestSide, const PagePosture& posture, const std::stop_token& stop)
{
    PAL_TRY_ASSIGN(const PageSize size, source.pageSize(index));
    const auto side = static_cast<double>(std::max(size.width, size.height));
    double dpi = kDefaultDpi;
    if (longestSide > 0)
        dpi = std::clamp(kDefaultDpi * longestSide / side,
            posture.straight.value_or(false) ? kSmallestMeasuredDpi : kSmallestThumbnailDpi, kDefaultDpi);
    PAL_TRY_ASSIGN(const PageImage page, source.render(index, dpi, stop));
    const auto pixels = static_cast<double>(page.image.width) * static_cast<double>(page.image.height);
    const auto drawnSide = static_cast<double>(std::max(page.image.width, page.image.height));
    const double scale = longestSide > 0 ? longestSide / drawnSide : std::sqrt(kMostShownPixels / pixels);
    PAL_TRY_ASSIGN(const PageSize coarse, source.pageSize(index, kDefaultDpi / 2));
    const double finest = coarse.width == size.width ? 1 : kFinestPdf; // a picture has its pixels and no more
    const double larger = static_cast<double>(size.width) / static_cast<double>(page.image.width);
    QImage image = within(imageOf(page.image), scale);
    std::vector<QImage> smaller = longestSide > 0 ? std::vector<QImage>() : smallerOf(image);
    return DrawnPage{ std::move(image), QSize(static_cast<int>(size.width), static_cast<int>(size.height)),
        page.dpi * larger, std::move(smaller), finest, skewOf(page.image, posture) };
}

struct DrawnPart {
    QImage image;
    QRectF place;
};

Result<DrawnPart> drawPagePart(
    PageSource& source, std::size_t index, const QRectF& part, double fineness, const std::stop_token& stop)
{
    const QRect pixels = QRectF(part.topLeft() * fineness, part.size() * fineness).toAlignedRect();
    const PixelBox box{ std::max(pixels.left(), 0), std::max(pixels.top(), 0), pixels.right() + 1,
        pixels.bottom() + 1 };
    PAL_TRY_ASSIGN(const PageImage drawn, source.renderPart(index, kDefaultDpi * fineness, box, stop));
    QImage image = imageOf(drawn.image);
    const QRectF place(QPointF(box.left, box.top) / fineness, QSizeF(image.size()) / fineness);
    return DrawnPart{ std::move(image), place };
}

// Hostile documents may ask for more memory than there is.
template <typename T, typename Work> Result<T> guarded(Work work)
{
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return Error{ ErrorCode::OutOfMemory, "there is not enough memory to draw the page" };
    }
}

} // namespace

std::vector<QImage> smallerOf(const QImage& image)
{
    std::vector<QImage> halves;
    for (QSize size = image.size() / 2; std::max(size.width(), size.height()) >= kSmallestHalf; size /= 2)
        halves.push_back(
            (halves.empty() ? image : halves.back()).scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    return halves;
}

PageLoader::PageLoader(QObject* parent) : QObject(parent), m_sources(std::make_shared<OpenSources>())
{
    m_pool.setMaxThreadCount(std::clamp(QThread::idealThreadCount() - 1, 1, 4));
}

PageLoader::~PageLoader()
{
    for (std::stop_source& stop : m_running)
        stop.request_stop();
    m_pool.clear();
    m_pool.waitForDone();
}

template <typename Work> PageLoader::Ticket PageLoader::start(Work work, int priority)
{
    const Ticket ticket = ++m_lastTicket;
    const std::stop_source stop;
    m_running.insert(ticket, stop);
    m_pool.start([work = std::move(work), ticket, token = stop.get_token()] { work(ticket, token); }, priority);
    return ticket;
}

PageLoader::Ticket PageLoader::open(const QString& file, const QString& password)
{
    const auto work = [this, sources = m_sources, file, password](Ticket ticket, const std::stop_token& stop) {
        if (stop.stop_requested())
            return;
        const auto counted = guarded<std::size_t>([&]() -> Result<std::size_t> {
            PAL_TRY_ASSIGN(auto source, sources->take(file, password));
            const std::size_t pages = source->pageCount();
            sources->giveBack(file, std::move(source));
            return pages;
        });
        QMetaObject::invokeMethod(this, [this, ticket, counted] {
            if (!finish(ticket))
                return;
            if (counted.ok())
                Q_EMIT opened(ticket, counted.value());
            else
                Q_EMIT failed(ticket, counted.error());
        });
    };
    return start(work, static_cast<int>(Urgency::Shown));
}

PageLoader::Ticket PageLoader::draw(
    const PagePlace& place, int longestSide, Urgency urgency, const PagePosture& posture)
{
    const auto work
        = [this, sources = m_sources, place, longestSide, posture](Ticket ticket, const std::stop_token& stop) {
              if (stop.stop_requested())
                  return;
              const auto page = guarded<DrawnPage>([&]() -> Result<DrawnPage> {
                  PAL_TRY_ASSIGN(auto source, sources->take(place.file, place.password));
                  auto drawnPage = drawPage(*source, place.index, longestSide, posture, stop);
                  sources->giveBack(place.file, std::move(source));
                  return drawnPage;
              });
              QMetaObject::invokeMethod(this, [this, ticket, page] {
                  if (!finish(ticket))
                      return;
                  if (page.ok())
                      Q_EMIT drawn(ticket, page.value());
                  else
                      Q_EMIT failed(ticket, page.error());
              });
          };
    return start(work, static_cast<int>(urgency));
}

PageLoader::Ticket PageLoader::drawPart(const PagePlace& place, const QRectF& part, double fineness)
{
    const auto work = [this, sources = m_sources, place, part, fineness](Ticket ticket, const std::stop_token& stop) {
        if (stop.stop_requested())
            return;
        const auto drawnPart = guarded<DrawnPart>([&]() -> Result<DrawnPart> {
            PAL_TRY_ASSIGN(auto source, sources->take(place.file, place.password));
            auto drawn = drawPagePart(*source, place.index, part, fineness, stop);
            sources->giveBack(place.file, std::move(source));
            return drawn;
        });
        QMetaObject::invokeMethod(this, [this, ticket, drawnPart] {
            if (!finish(ticket))
                return;
            if (drawnPart.ok())
                Q_EMIT partDrawn(ticket, drawnPart.value().image, drawnPart.value().place);
            else
                Q_EMIT failed(ticket, drawnPart.error());
        });
    };
    return start(work, static_cast<int>(Urgency::Shown));
}

void PageLoader::cancel(Ticket ticket)
{
    const auto found = m_running.find(ticket);
    if (found == m_running.end())
        return;
    found->request_stop();
    m_running.erase(found);
}

// False where it was cancelled.
bool PageLoader::finish(Ticket ticket)
{
    return m_running.remove(ticket) > 0;
}

} // namespace palimpsest
