#pragma once
// The page itself upon the canvas: a picture for every distance, and a part of it drawn more finely where one looks
// closely. The scene owns its items; GUI thread.

#include <QGraphicsPixmapItem>
#include <QImage>
#include <vector>

#include "ui/page_view/upright_frame.h"

class QGraphicsScene;

namespace palimpsest {

class PagePicture {
public:
    explicit PagePicture(QGraphicsScene& scene);

    // `smaller`: the same picture for when it is seen from farther away, each half as wide as the one before it.
    void setPage(const QImage& image, const QSize& pageSize, const std::vector<QImage>& smaller);
    void clear();
    // A part of the page drawn more finely, upon it; a null image: none.
    void setSharpPart(const QImage& image, const QRectF& place);
    // The smallest that has a pixel for each of the screen; `pixels`: of the screen for one of the page.
    void choose(double pixels);

    [[nodiscard]] QRectF sharpPart() const { return m_sharp->sceneBoundingRect(); }
    [[nodiscard]] double fineness() const { return m_fineness; } // pixels of the picture for one of the page
    [[nodiscard]] QImage whole() const { return m_pictures.empty() ? QImage() : m_pictures.front().toImage(); }
    // What is drawn of that part of the page, which is upright as shown.
    [[nodiscard]] QImage crop(const QRectF& upright, const UprightFrame& frame) const;

private:
    QGraphicsPixmapItem* m_page;
    QGraphicsPixmapItem* m_sharp;
    QSize m_pageSize;
    std::vector<QPixmap> m_pictures; // the finest first
    double m_fineness = 1;
};

} // namespace palimpsest
