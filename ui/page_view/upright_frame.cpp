#include "ui/page_view/upright_frame.h"

#include <cmath>

namespace palimpsest {

UprightFrame::UprightFrame(double degrees) : m_degrees(degrees)
{
    m_fromPage.rotate(degrees); // exact for quarters
}

// With c and s the sides of the turn, an upright box of w x h has round it W = w c + h s by H = w s + h c, about the
// same centre.
QRectF UprightFrame::fromPage(const QRectF& box) const
{
    const double c = std::abs(m_fromPage.m11());
    const double s = std::abs(m_fromPage.m12());
    const double determinant = c * c - s * s;
    if (box.isNull() || determinant == 0)
        return m_fromPage.mapRect(box);
    const QSizeF size(
        (box.width() * c - box.height() * s) / determinant, (box.height() * c - box.width() * s) / determinant);
    if (size.width() <= 0 || size.height() <= 0)
        return m_fromPage.mapRect(box);
    QRectF upright(QPointF(), size);
    upright.moveCenter(m_fromPage.map(box.center()));
    return upright;
}

} // namespace palimpsest
