#include "ui/masks/polygon_tool.h"

#include <QGraphicsPathItem>
#include <QGraphicsScene>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainterPath>
#include <QPen>
#include <algorithm>
#include <array>
#include <utility>

#include "ui/page_view/arrow_keys.h"
#include "ui/page_view/page_canvas.h"

namespace palimpsest {

namespace {

constexpr std::size_t kFewest = 3;     // corners that enclose something
const QColor kLine(194, 24, 91);       // NOLINT: a QColor cannot be constexpr
const QColor kInside(194, 24, 91, 60); // NOLINT

// With these modifiers a key is the polygon's; with others it may be a command.
Qt::KeyboardModifiers modifiersOf(int key)
{
    if (key == Qt::Key_Return || key == Qt::Key_Enter)
        return Qt::ShiftModifier;
    return arrowDirection(key) ? Qt::ControlModifier : Qt::NoModifier;
}

bool isOurs(const QKeyEvent& event)
{
    constexpr std::array kKeys{ Qt::Key_Return, Qt::Key_Enter, Qt::Key_Backspace, Qt::Key_Space, Qt::Key_Escape };
    const bool known = arrowDirection(event.key()) || std::find(kKeys.begin(), kKeys.end(), event.key()) != kKeys.end();
    return known && !(event.modifiers() & ~(modifiersOf(event.key()) | Qt::KeypadModifier));
}

} // namespace

PolygonTool::PolygonTool(PageCanvas& canvas, QObject* parent)
    : QObject(parent),
      m_canvas(canvas),
      m_outline(canvas.scene()->addPath({})),
      m_dots(canvas.scene()->addPath({}))
{
    QPen line(kLine, 2);
    line.setCosmetic(true);
    m_outline->setPen(line);
    m_outline->setBrush(kInside);
    QPen dot(kLine, 8, Qt::SolidLine, Qt::RoundCap);
    dot.setCosmetic(true);
    m_dots->setPen(dot);
    for (QGraphicsItem* const item : { m_outline, m_dots }) {
        item->setZValue(1);
        item->hide();
    }
    canvas.installEventFilter(this);
    canvas.viewport()->installEventFilter(this);
}

void PolygonTool::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    dropCorners();
    m_canvas.viewport()->setCursor(active ? Qt::CrossCursor : Qt::ArrowCursor);
}

void PolygonTool::dropCorners()
{
    m_corners.clear();
    m_pointer.reset();
    showOutline();
}

bool PolygonTool::eventFilter(QObject* watched, QEvent* event)
{
    if (!m_active)
        return false;
    if (watched == &m_canvas) {
        if (event->type() == QEvent::KeyPress)
            return keyPress(*static_cast<QKeyEvent*>(event));
        if (event->type() != QEvent::ShortcutOverride || !isOurs(*static_cast<QKeyEvent*>(event)))
            return false;
        event->accept(); // a command elsewhere
        return true;
    }
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
        return mousePress(*static_cast<QMouseEvent*>(event));
    case QEvent::MouseMove:
        m_pointer = m_canvas.mapToScene(static_cast<QMouseEvent*>(event)->position().toPoint());
        showOutline();
        return true;
    case QEvent::MouseButtonRelease:
        return static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton;
    default:
        return false;
    }
}

// A double click comes after the click that it begins with, which has set its corner.
bool PolygonTool::mousePress(const QMouseEvent& event)
{
    if (event.button() != Qt::LeftButton)
        return false;
    if (event.type() == QEvent::MouseButtonDblClick)
        close(event.modifiers());
    else
        setCorner(m_canvas.mapToScene(event.position().toPoint()));
    return true;
}

bool PolygonTool::keyPress(const QKeyEvent& event)
{
    if (!isOurs(event))
        return false;
    if (const auto direction = arrowDirection(event.key())) {
        movePointer(*direction * (event.modifiers().testFlag(Qt::ControlModifier) ? kFartherSteps : 1));
        return true;
    }
    switch (event.key()) {
    case Qt::Key_Space:
        if (!event.isAutoRepeat())
            setCorner(pointerForKeys());
        break;
    case Qt::Key_Backspace:
        takeBack();
        break;
    case Qt::Key_Escape:
        giveUp();
        break;
    default:
        close(event.modifiers());
    }
    return true;
}

void PolygonTool::setCorner(const QPointF& point)
{
    if (m_canvas.pageSize().isEmpty())
        return;
    if (m_corners.empty())
        Q_EMIT begun(point);
    m_corners.push_back({ point.x(), point.y() });
    m_pointer = point;
    showOutline();
}

void PolygonTool::takeBack()
{
    if (!m_corners.empty())
        m_corners.pop_back();
    showOutline();
}

void PolygonTool::close(Qt::KeyboardModifiers modifiers)
{
    if (m_corners.size() < kFewest) {
        Q_EMIT tooFew(static_cast<int>(m_corners.size()));
        return;
    }
    const MaskTool tool = modifiers.testFlag(Qt::ShiftModifier) ? MaskTool::Eraser : MaskTool::Brush;
    const MaskStroke polygon{ tool, 0, std::exchange(m_corners, {}), MaskForm::Polygon };
    showOutline();
    Q_EMIT closed(polygon);
}

void PolygonTool::giveUp()
{
    if (m_corners.empty())
        Q_EMIT abandoned();
    else
        dropCorners();
}

// Who has not pointed anywhere begins in the middle of what is seen.
QPointF PolygonTool::pointerForKeys() const
{
    return m_pointer.value_or(m_canvas.seenPart().center());
}

// In pixels of the page, in the directions of the screen.
void PolygonTool::movePointer(const QPointF& direction)
{
    const QPointF moved = pointerForKeys() + m_canvas.frame().toPage(direction);
    const QSize page = m_canvas.pageSize();
    m_pointer = QPointF(std::clamp(moved.x(), 0.0, static_cast<double>(page.width())),
        std::clamp(moved.y(), 0.0, static_cast<double>(page.height())));
    m_canvas.ensureVisible(QRectF(*m_pointer, QSizeF(1, 1)));
    showOutline();
}

void PolygonTool::showOutline()
{
    QPolygonF line;
    for (const PointF& corner : m_corners)
        line.append(QPointF(corner.x, corner.y));
    if (m_pointer)
        line.append(*m_pointer);
    QPainterPath outline; // which is filled as it is closed: even-odd
    QPainterPath dots;
    if (!m_corners.empty()) {
        outline.addPolygon(line);
        outline.closeSubpath();
    }
    for (const QPointF& point : line) {
        dots.moveTo(point);
        dots.lineTo(point);
    }
    m_outline->setPath(outline);
    m_dots->setPath(dots);
    m_outline->setVisible(m_active);
    m_dots->setVisible(m_active);
}

} // namespace palimpsest
