#include "ui/page_view/page_picture.h"

#include <QGraphicsScene>
#include <cmath>

namespace palimpsest {

namespace {

constexpr double kQuarter = 90; // degrees

} // namespace

PagePicture::PagePicture(QGraphicsScene& scene) : m_page(scene.addPixmap({})), m_sharp(scene.addPixmap({}))
{
    for (QGraphicsPixmapItem* const item : { m_page, m_sharp })
        item->setTransformationMode(Qt::SmoothTransformation);
}

void PagePicture::setPage(const QImage& image, const QSize& pageSize, const std::vector<QImage>& smaller)
{
    m_pageSize = pageSize;
    m_pictures = { QPixmap::fromImage(image) };
    for (const QImage& half : smaller)
        m_pictures.push_back(QPixmap::fromImage(half));
    m_fineness = image.isNull() ? 1 : static_cast<double>(image.width()) / pageSize.width();
    setSharpPart({}, {});
}

void PagePicture::clear()
{
    m_pictures.clear();
    m_page->setPixmap({});
    setSharpPart({}, {});
}

void PagePicture::setSharpPart(const QImage& image, const QRectF& place)
{
    m_sharp->setPixmap(QPixmap::fromImage(image));
    if (!image.isNull())
        m_sharp->setTransform(QTransform::fromScale(place.width() / image.width(), place.height() / image.height()));
    m_sharp->setPos(place.topLeft());
}

void PagePicture::choose(double pixels)
{
    const QPixmap* best = nullptr;
    for (const QPixmap& picture : m_pictures)
        if (best == nullptr || picture.width() >= m_pageSize.width() * pixels)
            best = &picture;
    if (best == nullptr || best->cacheKey() == m_page->pixmap().cacheKey())
        return;
    m_page->setPixmap(*best);
    if (!best->isNull())
        m_page->setTransform(QTransform::fromScale(static_cast<double>(m_pageSize.width()) / best->width(),
            static_cast<double>(m_pageSize.height()) / best->height()));
}

QImage PagePicture::crop(const QRectF& upright, const UprightFrame& frame) const
{
    const QPixmap pixels = m_pictures.empty() ? QPixmap() : m_pictures.front();
    if (pixels.isNull())
        return {};
    const QRectF inPixels = QTransform::fromScale(m_fineness, m_fineness).mapRect(frame.toPage(upright));
    const QRect whole = inPixels.toAlignedRect().intersected(pixels.rect());
    const QPixmap part = pixels.copy(whole);
    if (frame.degrees() == 0 || part.isNull())
        return part.toImage();
    const QImage turned = part.transformed(frame.fromPage(), Qt::SmoothTransformation).toImage();
    if (std::fmod(frame.degrees(), kQuarter) == 0)
        return turned;
    // What was straightened as well stands in the middle of a larger sheet.
    QRect middle(QPoint(), (upright.size() * m_fineness).toSize().boundedTo(turned.size()));
    middle.moveCenter(turned.rect().center());
    return turned.copy(middle);
}

} // namespace palimpsest
