#include "ui/page_view/region_tool.h"

#include <QGraphicsView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/page_view/arrow_keys.h"

namespace palimpsest {

namespace {

constexpr int kDragPixels = 4;      // of the screen, below which a drag is a click
constexpr double kSmallestSide = 4; // of a region, in pixels of the page

RegionTool::Change changeBy(RegionGrip grip)
{
    const bool whole = grip == RegionGrip::Body || grip == RegionGrip::Frame || grip == RegionGrip::Chip;
    return whole ? RegionTool::Change::Moved : RegionTool::Change::Resized;
}

} // namespace

RegionTool::RegionTool(QGraphicsView& view, RegionItem& item, QObject* parent)
    : QObject(parent),
      m_view(view),
      m_item(item)
{
}

double RegionTool::zoom() const
{
    return std::hypot(m_view.transform().m11(), m_view.transform().m12());
}

QPointF RegionTool::pointUnder(const QPoint& position) const
{
    return m_item.frame().fromPage(m_view.mapToScene(position));
}

std::optional<RegionHit> RegionTool::hitAt(const QPoint& position) const
{
    return m_item.isVisible() ? m_item.hitAt(pointUnder(position), zoom()) : std::nullopt;
}

void RegionTool::setDrawing(bool drawing)
{
    if (m_drawing == drawing)
        return;
    letGo();
    m_drawing = drawing;
    Q_EMIT drawingChanged(drawing);
}

void RegionTool::choose(std::optional<std::size_t> region)
{
    if (region == m_item.current())
        return;
    m_item.setCurrent(region);
    Q_EMIT chosen(m_item.current());
}

bool RegionTool::chooseNext(int step)
{
    const auto count = static_cast<std::ptrdiff_t>(m_item.marks().size());
    const auto current = m_item.current();
    const std::ptrdiff_t next = current ? static_cast<std::ptrdiff_t>(*current) + step : step > 0 ? 0 : count - 1;
    if (next < 0 || next >= count) {
        choose(std::nullopt);
        return false;
    }
    choose(static_cast<std::size_t>(next));
    const QRectF box = m_item.marks()[static_cast<std::size_t>(next)].box;
    if (!m_view.mapToScene(m_view.viewport()->rect()).boundingRect().contains(box))
        m_view.ensureVisible(box, m_view.viewport()->width() / 8, m_view.viewport()->height() / 8);
    return true;
}

// In the middle of what is seen, to be moved from there.
void RegionTool::addInView()
{
    const QRectF seen = m_view.mapToScene(m_view.viewport()->rect()).boundingRect().intersected(m_item.pageRect());
    if (seen.isEmpty())
        return;
    QRectF box(QPointF(), seen.size() / 3);
    box.moveCenter(seen.center());
    Q_EMIT drawn(box);
}

bool RegionTool::press(const QMouseEvent& event)
{
    if (event.button() != Qt::LeftButton || m_item.pageRect().isEmpty() || !m_item.isVisible())
        return false;
    const QPoint position = event.position().toPoint();
    std::optional<RegionHit> hit = hitAt(position);
    if (hit && hit->grip == RegionGrip::Body && !(m_drawing && hit->region == m_item.current()))
        hit.reset();
    if (!hit && !m_drawing)
        return false;
    m_hold = Hold{ position, hit, hit ? m_item.boxOf(hit->region) : QRectF() };
    if (hit)
        choose(hit->region);
    return true;
}

QRectF RegionTool::boxUnder(const Hold& hold, const QPoint& position) const
{
    const QPointF from = pointUnder(hold.pressed);
    const QPointF to = pointUnder(position);
    if (!hold.hit)
        return withinPage(QRectF(from, to).normalized(), RegionGrip::BottomRight);
    return withinPage(movedBy(hold.before, hold.hit->grip, to - from), hold.hit->grip);
}

// A region that is moved keeps its size at the edge, one that is resized ends there.
QRectF RegionTool::withinPage(const QRectF& box, RegionGrip grip) const
{
    const QRectF page = m_item.frame().fromPage(m_item.pageRect());
    if (changeBy(grip) == Change::Resized)
        return box.intersected(page);
    QRectF moved = box;
    moved.moveLeft(std::clamp(box.left(), page.left(), std::max(page.left(), page.right() - box.width())));
    moved.moveTop(std::clamp(box.top(), page.top(), std::max(page.top(), page.bottom() - box.height())));
    return moved;
}

bool RegionTool::move(const QMouseEvent& event)
{
    if (!m_hold)
        return false;
    const QPoint position = event.position().toPoint();
    if ((position - m_hold->pressed).manhattanLength() < kDragPixels)
        return true;
    const QRectF box = boxUnder(*m_hold, position);
    if (!m_hold->hit)
        m_item.setRubber(box);
    else if (m_hold->hit->region < m_item.marks().size())
        m_item.setBox(m_hold->hit->region, m_item.frame().toPage(box));
    return true;
}

bool RegionTool::release(const QMouseEvent& event)
{
    if (!m_hold || event.button() != Qt::LeftButton)
        return m_hold.has_value();
    const QPoint position = event.position().toPoint();
    const Hold hold = *m_hold;
    const QRectF box = boxUnder(hold, position);
    const bool dragged = (position - hold.pressed).manhattanLength() >= kDragPixels;
    const bool large = box.width() >= kSmallestSide && box.height() >= kSmallestSide;
    letGo();
    if (!dragged && hold.hit && hold.hit->grip == RegionGrip::Chip)
        openChip(hold.hit->region);
    else if (!dragged && !hold.hit)
        chooseAt(position);
    else if (dragged && large && !hold.hit)
        Q_EMIT drawn(m_item.frame().toPage(box));
    else if (dragged && large && box != hold.before)
        Q_EMIT changed(hold.hit->region, m_item.frame().toPage(box), changeBy(hold.hit->grip));
    return true;
}

// What was held is as it was; who hears of the change says what it is from now on.
void RegionTool::letGo()
{
    m_item.setRubber({});
    if (const auto hold = std::exchange(m_hold, std::nullopt); hold && hold->hit)
        if (hold->hit->region < m_item.marks().size())
            m_item.setBox(hold->hit->region, m_item.frame().toPage(hold->before));
}

void RegionTool::chooseAt(const QPoint& position)
{
    const auto hit = hitAt(position);
    choose(hit ? std::optional(hit->region) : std::nullopt);
}

void RegionTool::openChip(std::size_t region)
{
    const QPointF below = m_item.chipRect(region, zoom()).bottomLeft();
    Q_EMIT chipActivated(region, m_view.viewport()->mapToGlobal(m_view.mapFromScene(m_item.frame().toPage(below))));
}

bool RegionTool::keyPress(const QKeyEvent& event)
{
    if (event.key() == Qt::Key_Escape && (m_hold || m_drawing)) {
        m_hold ? letGo() : setDrawing(false);
        return true;
    }
    const auto current = m_item.current();
    if (!current || m_hold)
        return false;
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (const auto direction = arrowDirection(event.key()); direction && !modifiers.testFlag(Qt::AltModifier)) {
        const QPointF by = *direction * m_step * (modifiers.testFlag(Qt::ControlModifier) ? kFartherSteps : 1);
        if (modifiers.testFlag(Qt::ShiftModifier))
            nudge(*current, RegionGrip::BottomRight, by, Change::Resized);
        else
            nudge(*current, RegionGrip::Body, by, Change::Moved);
        return true;
    }
    if (modifiers != Qt::NoModifier)
        return false;
    switch (event.key()) {
    case Qt::Key_Delete:
        Q_EMIT removeAsked(*current);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        openChip(*current);
        return true;
    case Qt::Key_Escape:
        choose(std::nullopt);
        return true;
    default:
        return false;
    }
}

void RegionTool::nudge(std::size_t region, RegionGrip grip, const QPointF& by, Change change)
{
    const QRectF before = m_item.boxOf(region);
    const QRectF box = withinPage(movedBy(before, grip, by), grip);
    const bool turned = change == Change::Resized && (box.left() < before.left() || box.top() < before.top());
    if (box != before && !turned && box.width() >= kSmallestSide && box.height() >= kSmallestSide)
        Q_EMIT changed(region, m_item.frame().toPage(box), change);
}

Qt::CursorShape RegionTool::cursorAt(const QPoint& position) const
{
    const auto hit = hitAt(position);
    const bool mayMove = hit && m_drawing && hit->region == m_item.current();
    switch (hit ? hit->grip : RegionGrip::Body) {
    case RegionGrip::TopLeft:
    case RegionGrip::BottomRight:
        return Qt::SizeFDiagCursor;
    case RegionGrip::TopRight:
    case RegionGrip::BottomLeft:
        return Qt::SizeBDiagCursor;
    case RegionGrip::Top:
    case RegionGrip::Bottom:
        return Qt::SizeVerCursor;
    case RegionGrip::Left:
    case RegionGrip::Right:
        return Qt::SizeHorCursor;
    case RegionGrip::Chip:
        return Qt::PointingHandCursor;
    case RegionGrip::Frame:
        return Qt::SizeAllCursor;
    case RegionGrip::Body:
        return mayMove ? Qt::SizeAllCursor : m_drawing ? Qt::CrossCursor : Qt::ArrowCursor;
    }
    return Qt::ArrowCursor;
}

} // namespace palimpsest
