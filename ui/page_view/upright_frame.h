#pragma once
// A page as it lies upon the canvas: turned by quarters, and straightened by a few degrees. Boxes of pages, of what was
// read and of regions are upright in the page as it came; here they become upright upon the screen, and go back.
// A plain value.

#include <QRectF>
#include <QTransform>

namespace palimpsest {

class UprightFrame {
public:
    explicit UprightFrame(double degrees = 0); // clockwise

    [[nodiscard]] double degrees() const { return m_degrees; }
    [[nodiscard]] const QTransform& fromPage() const { return m_fromPage; }
    [[nodiscard]] QTransform toPage() const { return m_fromPage.transposed(); } // it turns and does nothing else

    [[nodiscard]] QPointF fromPage(const QPointF& point) const { return m_fromPage.map(point); }
    [[nodiscard]] QPointF toPage(const QPointF& point) const { return toPage().map(point); }
    // The box of the page round an upright one.
    [[nodiscard]] QRectF toPage(const QRectF& upright) const { return toPage().mapRect(upright); }
    // The upright box that `box` of the page is round. Where none is, the one round it.
    [[nodiscard]] QRectF fromPage(const QRectF& box) const;

private:
    double m_degrees;
    QTransform m_fromPage;
};

} // namespace palimpsest
