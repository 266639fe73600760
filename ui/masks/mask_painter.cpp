#include "ui/masks/mask_painter.h"

#include <QGraphicsEllipseItem>
#include <QGraphicsPathItem>
#include <QGraphicsScene>
#include <QMouseEvent>
#include <QPen>
#include <algorithm>
#include <utility>

#include "ui/page_view/page_canvas.h"

namespace palimpsest {

namespace {

constexpr double kSmallest = 1;
constexpr double kLargest = 400;
const QColor kBrush(194, 24, 91, 110);    // NOLINT: a QColor cannot be constexpr
const QColor kEraser(255, 255, 255, 170); // NOLINT

} // namespace

MaskPainter::MaskPainter(PageCanvas& canvas, QObject* parent)
    : QObject(parent),
      m_canvas(canvas),
      m_trace(canvas.scene()->addPath({})),
      m_tip(canvas.scene()->addEllipse(QRectF()))
{
    QPen outline(Qt::black, 1);
    outline.setCosmetic(true);
    m_tip->setPen(outline);
    m_tip->setBrush(QColor(255, 255, 255, 60));
    for (QGraphicsItem* const item : std::initializer_list<QGraphicsItem*>{ m_trace, m_tip }) {
        item->setZValue(1);
        item->hide();
    }
    canvas.installEventFilter(this);
    canvas.viewport()->installEventFilter(this);
}

void MaskPainter::setTool(std::optional<MaskTool> tool)
{
    m_tool = tool;
    m_points.clear();
    m_trace->hide();
    m_tip->setVisible(false);
    m_canvas.viewport()->setCursor(tool ? Qt::CrossCursor : Qt::ArrowCursor);
}

void MaskPainter::scaleRadius(double factor)
{
    m_radius = std::clamp(m_radius * factor, kSmallest, kLargest);
    showTip(m_tip->rect().center());
}

void MaskPainter::showTip(const QPointF& point)
{
    m_tip->setRect(QRectF(point.x() - m_radius, point.y() - m_radius, 2 * m_radius, 2 * m_radius));
    m_tip->setVisible(m_tool.has_value());
}

bool MaskPainter::eventFilter(QObject* watched, QEvent* event)
{
    if (!m_tool)
        return false;
    if (watched == &m_canvas) {
        const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
        if (!key || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape)
            return false;
        event->accept(); // a command elsewhere
        if (event->type() == QEvent::KeyPress)
            Q_EMIT abandoned();
        return true;
    }
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
        return press(*static_cast<QMouseEvent*>(event));
    case QEvent::MouseMove:
        move(*static_cast<QMouseEvent*>(event));
        // The page's own cursor is for what a click would do without a tool.
        return !m_points.empty() || static_cast<QMouseEvent*>(event)->buttons() == Qt::NoButton;
    case QEvent::MouseButtonRelease:
        return release(*static_cast<QMouseEvent*>(event));
    case QEvent::Leave:
        m_tip->hide();
        return false;
    default:
        return false;
    }
}

bool MaskPainter::press(const QMouseEvent& event)
{
    if (event.button() != Qt::LeftButton)
        return false;
    const QPointF point = m_canvas.mapToScene(event.position().toPoint());
    Q_EMIT begun(point);
    m_points = { { point.x(), point.y() } };
    m_path = QPainterPath(point);
    m_path.lineTo(point);
    m_trace->setPen(
        QPen(m_tool == MaskTool::Brush ? kBrush : kEraser, 2 * m_radius, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    m_trace->setPath(m_path);
    m_trace->show();
    return true;
}

void MaskPainter::move(const QMouseEvent& event)
{
    const QPointF point = m_canvas.mapToScene(event.position().toPoint());
    showTip(point);
    if (m_points.empty())
        return;
    m_points.push_back({ point.x(), point.y() });
    m_path.lineTo(point);
    m_trace->setPath(m_path);
}

bool MaskPainter::release(const QMouseEvent& event)
{
    if (event.button() != Qt::LeftButton || m_points.empty())
        return false;
    m_trace->hide();
    Q_EMIT painted({ *m_tool, m_radius, std::exchange(m_points, {}) });
    return true;
}

} // namespace palimpsest
