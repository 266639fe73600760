#include "ui/page_view/seen_item.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace palimpsest {

namespace {

constexpr QRgb kEdge = 0xff00788a;

// Made no larger than it is: what the model got in more pixels looks to us as it is drawn.
QImage asSeen(const QImage& page, const QRectF& pixels, const QSizeF& seen)
{
    const QImage part = page.copy(pixels.toAlignedRect().intersected(page.rect()));
    const QSize size(std::max(1, static_cast<int>(std::lround(seen.width()))),
        std::max(1, static_cast<int>(std::lround(seen.height()))));
    if (part.isNull() || (size.width() >= part.width() && size.height() >= part.height()))
        return part;
    return part.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

} // namespace

void SeenItem::setPageRect(const QRectF& page)
{
    prepareGeometryChange();
    m_page = page;
    m_pictures.clear();
}

void SeenItem::setTiles(const std::vector<SeenTile>& tiles, const QImage& page)
{
    m_pictures.clear();
    if (!page.isNull() && !m_page.isEmpty()) {
        const double drawn = page.width() / m_page.width();
        for (const SeenTile& tile : tiles) {
            const QRectF box = tile.box.intersected(m_page);
            const QRectF pixels(box.topLeft() * drawn, box.size() * drawn);
            m_pictures.push_back({ box, asSeen(page, pixels, box.size() * tile.scale) });
        }
    }
    update();
}

void SeenItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    painter->setRenderHint(QPainter::SmoothPixmapTransform, false);
    QPen edge(QColor::fromRgba(kEdge), 1);
    edge.setCosmetic(true);
    painter->setPen(edge);
    painter->setBrush(Qt::NoBrush);
    for (const Picture& picture : m_pictures)
        if (!picture.pixels.isNull())
            painter->drawImage(picture.box, picture.pixels);
    for (const Picture& picture : m_pictures)
        painter->drawRect(picture.box);
}

} // namespace palimpsest
