#include "ui/page_view/overlay_item.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>
#include <utility>

namespace palimpsest {

namespace {

constexpr double kOutside = 1.5;
constexpr double kUnderline = 2.5;
constexpr QRgb kMatch = 0x60ffd400;
constexpr QRgb kFocus = 0xffc2185b;
constexpr QRgb kOrder = 0xff7b3f00;
constexpr double kTagMargin = 3; // pixels of the screen, as everything here that does not grow with the page

} // namespace

OverlayItem::OverlayItem(Layer layer) : m_layer(layer)
{
    setFlag(QGraphicsItem::ItemUsesExtendedStyleOption); // to be told which part is to be painted
}

void OverlayItem::setPageRect(const QRectF& page)
{
    prepareGeometryChange();
    m_page = page;
}

void OverlayItem::setFrame(const UprightFrame& frame)
{
    m_frame = frame;
    update();
}

void OverlayItem::setShapes(std::vector<OverlayShape> shapes)
{
    m_shapes = std::move(shapes);
    m_current.reset();
    m_detail = {};
    m_focusMark = {};
    update();
}

void OverlayItem::setMatches(std::vector<QRectF> matches)
{
    m_matches = std::move(matches);
    update();
}

void OverlayItem::setFocusMark(const QRectF& mark)
{
    m_focusMark = mark;
    update();
}

void OverlayItem::setCurrent(std::optional<std::size_t> shape)
{
    m_current = shape && *shape < m_shapes.size() ? shape : std::nullopt;
    update();
}

void OverlayItem::setDetail(const QRectF& detail)
{
    m_detail = detail;
    update();
}

std::optional<std::size_t> OverlayItem::shapeAt(const QPointF& point) const
{
    std::optional<std::size_t> best;
    double bestArea = 0;
    for (std::size_t i = 0; i < m_shapes.size(); ++i) {
        const QRectF& box = m_shapes[i].box;
        const double area = box.width() * box.height();
        if (box.contains(point) && (!best || area < bestArea)) {
            best = i;
            bestArea = area;
        }
    }
    return best;
}

// Masks turn with the page; the rest is upright upon the screen however it lies.
void OverlayItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*)
{
    if (m_layer == Layer::Masks)
        return paintMasks(*painter, option->exposedRect);
    painter->setTransform(m_frame.toPage(), true);
    if (m_layer == Layer::Cells)
        return paintCells(*painter, option->exposedRect);
    if (m_layer == Layer::Order)
        return paintOrder(*painter, option->exposedRect);
    for (std::size_t i = 0; i < m_shapes.size(); ++i) {
        const OverlayShape& shape = m_shapes[i];
        if (!shape.box.isNull() && option->exposedRect.intersects(shape.box.adjusted(-1, -1, 1, 1)) && i != m_current)
            paintShape(*painter, shape, false);
    }
    if (m_current && !m_shapes[*m_current].box.isNull())
        paintCurrent(*painter);
    paintMarks(*painter);
}

void OverlayItem::paintMasks(QPainter& painter, const QRectF& exposed) const
{
    for (const OverlayShape& shape : m_shapes)
        if (!shape.mask.isNull() && exposed.intersects(shape.maskBox))
            painter.drawImage(shape.maskBox, shape.mask);
}

void OverlayItem::paintCells(QPainter& painter, const QRectF& exposed) const
{
    painter.setBrush(Qt::NoBrush);
    for (const OverlayShape& shape : m_shapes) {
        if (shape.cells.empty() || !exposed.intersects(shape.box))
            continue;
        QPen pen(shape.colour, 1, Qt::DotLine);
        pen.setCosmetic(true);
        painter.setPen(pen);
        for (const QRectF& cell : shape.cells)
            painter.drawRect(m_frame.fromPage(cell));
    }
}

// A line from each to the next, and its number where there is room for it.
void OverlayItem::paintOrder(QPainter& painter, const QRectF& exposed) const
{
    const QFontMetricsF metrics(painter.font());
    const double scale = painter.transform().m11();
    QPen pen(QColor::fromRgba(kOrder), 1.5);
    pen.setCosmetic(true);
    std::optional<QRectF> before;
    int number = 0;
    for (const OverlayShape& shape : m_shapes) {
        if (shape.box.isNull())
            continue;
        ++number;
        const QRectF box = m_frame.fromPage(shape.box);
        painter.setPen(pen);
        if (before && exposed.intersects(shape.box | m_frame.toPage(*before)))
            painter.drawLine(before->center(), box.center());
        before = box;
        if (exposed.intersects(shape.box) && box.height() * scale > metrics.height() / 2)
            paintTag(painter, QRectF(box.center(), QSizeF()), QString::number(number), pen.color());
    }
}

// A part of it that is meant stands out before the whole.
void OverlayItem::paintCurrent(QPainter& painter) const
{
    OverlayShape shape = m_shapes[*m_current];
    if (!m_detail.isNull()) {
        shape.doubts.clear();
        paintShape(painter, shape, false);
        shape.box = m_detail;
        shape.label.clear();
    }
    paintShape(painter, shape, true);
}

void OverlayItem::paintShape(QPainter& painter, const OverlayShape& shape, bool current) const
{
    const QRectF box = m_frame.fromPage(shape.box);
    QPen pen(shape.colour, current ? 3 : 1.5, shape.dashed ? Qt::DashLine : Qt::SolidLine);
    pen.setCosmetic(true);
    painter.setPen(pen);
    QColor fill = shape.colour;
    fill.setAlpha(current ? 50 : 38);
    painter.setBrush(current ? QBrush(fill) : QBrush(Qt::NoBrush));
    // Boxes are as tight as the ink; the line stands outside, so that it covers nothing.
    const double outside = kOutside / painter.transform().m11();
    painter.drawRect(box.adjusted(-outside, -outside, outside, outside));
    const double underline = kUnderline / painter.transform().m11();
    QColor shade = QColor::fromRgba(kDoubtColour);
    shade.setAlpha(fill.alpha());
    for (const QRectF& place : shape.doubts) {
        const QRectF doubt = m_frame.fromPage(place);
        painter.fillRect(doubt, shade);
        painter.fillRect(
            QRectF(doubt.left(), doubt.bottom(), doubt.width(), underline), QColor::fromRgba(kDoubtColour));
    }
    if (!shape.label.isEmpty())
        paintTag(painter, box, shape.label, shape.colour);
}

void OverlayItem::paintMarks(QPainter& painter) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor::fromRgba(kMatch));
    for (const QRectF& match : m_matches)
        painter.drawRect(m_frame.fromPage(match));
    if (m_focusMark.isNull())
        return;
    QPen pen(QColor::fromRgba(kFocus), kUnderline);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    const double outside = 2 * kOutside / painter.transform().m11();
    painter.drawRect(m_frame.fromPage(m_focusMark).adjusted(-outside, -outside, outside, outside));
}

// The tag has the size of text whatever the zoom.
void OverlayItem::paintTag(QPainter& painter, const QRectF& box, const QString& label, const QColor& colour) const
{
    painter.save();
    const QPointF corner = painter.transform().map(box.topLeft());
    painter.resetTransform();
    const QFontMetricsF metrics(painter.font());
    const QRectF text(corner.x(), corner.y() - metrics.height() - kTagMargin,
        metrics.horizontalAdvance(label) + 2 * kTagMargin, metrics.height() + kTagMargin);
    painter.fillRect(text, colour);
    painter.setPen(colour.lightness() > 140 ? Qt::black : Qt::white);
    painter.drawText(text, Qt::AlignCenter, label);
    painter.restore();
}

} // namespace palimpsest
