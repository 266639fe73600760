#include "ui/page_view/page_canvas.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <utility>

namespace palimpsest {

namespace {

constexpr double kSmallestZoom = 0.02;
constexpr double kLargestZoom = 16;
constexpr double kWheelStep = 1.0015; // to the power of eighths of a degree
constexpr int kFitMargin = 16;

} // namespace

PageCanvas::~PageCanvas() = default;

PageCanvas::PageCanvas(QWidget* parent) : QGraphicsView(parent)
{
    setScene(new QGraphicsScene(this));
    m_picture = std::make_unique<PagePicture>(*scene());
    for (const QScrollBar* const bar : { horizontalScrollBar(), verticalScrollBar() })
        connect(bar, &QScrollBar::valueChanged, this, &PageCanvas::seenPartChanged);
    connect(this, &PageCanvas::zoomChanged, this, &PageCanvas::seenPartChanged);
    m_seen = new SeenItem;
    m_negative = new NegativeItem;
    m_regions = new RegionItem;
    m_seen->setVisible(false);
    m_negative->setVisible(false);
    for (QGraphicsItem* const item : std::initializer_list<QGraphicsItem*>{ m_negative, m_seen })
        scene()->addItem(item);
    m_layers = std::make_unique<OverlayLayers>(*scene());
    scene()->addItem(m_regions);
    m_tool = new RegionTool(*this, *m_regions, this);
    setInteractive(false); // boxes are found by the overlay itself
    setAcceptDrops(false); // the window takes files
    viewport()->setAcceptDrops(false);
    setDragMode(QGraphicsView::ScrollHandDrag);
    viewport()->setCursor(Qt::ArrowCursor);
    viewport()->setMouseTracking(true);
    connect(m_tool, &RegionTool::drawingChanged, this,
        [this](bool drawing) { viewport()->setCursor(drawing ? Qt::CrossCursor : Qt::ArrowCursor); });
    setFrameShape(QFrame::NoFrame);
    setTransformationAnchor(QGraphicsView::NoAnchor);
    setResizeAnchor(QGraphicsView::AnchorViewCenter);
    setAccessibleName(tr("Page"));
    setWhatsThis(tr("The page. Ctrl and the wheel zoom at the pointer, dragging moves it. A click upon a box chooses "
                    "what was read there, a double click corrects it. Space hides what lies upon the page while it is "
                    "held, Alt shows what the model saw of it."));
    setAccessibleDescription(tr("The page as a picture; what was found on it is in the list of results"));
}

void PageCanvas::setPage(const QImage& image, const QSize& pageSize, const std::vector<QImage>& smaller)
{
    const bool other = pageSize != m_pageSize;
    m_message.clear();
    m_pageSize = pageSize;
    m_picture->setPage(image, pageSize, smaller);
    m_picture->choose(m_factor * devicePixelRatioF());
    const QRectF rect(QPointF(0, 0), pageSize.toSizeF());
    m_negative->setPageRect(rect);
    m_layers->setPageRect(rect);
    m_regions->setPageRect(rect);
    m_seen->setPageRect(rect);
    const double margin = std::max(pageSize.width(), pageSize.height()) / 100.0;
    scene()->setSceneRect(rect.adjusted(-margin, -margin, margin, margin));
    if (other || m_zoom != Zoom::Free)
        applyZoom();
    viewport()->update();
    Q_EMIT seenPartChanged();
}

QRectF PageCanvas::seenPart() const
{
    return mapToScene(viewport()->rect()).boundingRect().intersected(QRectF(QPointF(), m_pageSize.toSizeF()));
}

void PageCanvas::setTurn(double degrees)
{
    if (degrees == frame().degrees())
        return;
    const UprightFrame turned(degrees);
    m_layers->setFrame(turned);
    m_regions->setFrame(turned);
    const QPointF middle = mapToScene(viewport()->rect().center());
    setFactor(m_factor);
    centerOn(middle);
    applyZoom();
}

void PageCanvas::setMessage(const QString& message)
{
    m_picture->clear();
    setShapes({});
    m_regions->setMarks({});
    m_regions->setPageRect({});
    setSeen({}, {});
    m_pageSize = {};
    scene()->setSceneRect(0, 0, 1, 1);
    m_message = message;
    viewport()->update();
}

void PageCanvas::setShapes(const std::vector<OverlayShape>& shapes)
{
    m_layers->setShapes(shapes);
}

void PageCanvas::setCurrentShape(std::optional<std::size_t> shape)
{
    m_layers->boxes().setCurrent(shape);
    if (shape && *shape < shapes().size())
        bringIntoView(shapes()[*shape].box);
}

void PageCanvas::setMatches(std::vector<QRectF> matches)
{
    m_layers->boxes().setMatches(std::move(matches));
}

void PageCanvas::setFocusMark(const QRectF& mark)
{
    m_layers->boxes().setFocusMark(mark);
    bringIntoView(mark);
}

// The view stays where it is unless it has to move.
void PageCanvas::bringIntoView(const QRectF& box)
{
    const QRectF seen = mapToScene(viewport()->rect()).boundingRect();
    if (!box.isNull() && !seen.contains(box))
        ensureVisible(box, viewport()->width() / 8, viewport()->height() / 6);
}

void PageCanvas::setDetail(const QRectF& detail)
{
    m_layers->boxes().setDetail(detail);
    bringIntoView(detail);
}

void PageCanvas::setLayerShown(Layer layer, bool shown)
{
    m_layers->setShown(layer, shown);
}

void PageCanvas::setLayerOpacity(Layer layer, double opacity)
{
    m_layers->setOpacity(layer, opacity);
}

void PageCanvas::setNegative(bool negative)
{
    m_negative->setVisible(negative);
}

void PageCanvas::showLayers()
{
    const bool seen = (m_seenKept || m_seenHeld) && !m_peeking;
    m_layers->setHidden(m_peeking || seen);
    m_regions->setVisible(!m_peeking);
    m_seen->setTiles(seen ? m_tiles : std::vector<SeenTile>(), seen ? m_picture->whole() : QImage());
    m_seen->setVisible(seen);
    viewport()->update();
}

void PageCanvas::setSeen(std::vector<SeenTile> tiles, const QString& caption)
{
    m_tiles = std::move(tiles);
    m_seenCaption = caption;
    if (m_seen->isVisible())
        showLayers();
}

void PageCanvas::setSeenShown(bool shown)
{
    m_seenKept = shown;
    showLayers();
}

void PageCanvas::holdSeen(bool held)
{
    if (m_seenHeld == held)
        return;
    m_seenHeld = held;
    showLayers();
}

void PageCanvas::setFactor(double factor)
{
    m_factor = factor;
    setTransform(frame().fromPage() * QTransform::fromScale(factor, factor));
    m_picture->choose(m_factor * devicePixelRatioF());
}

void PageCanvas::setZoomMode(Zoom mode)
{
    m_zoom = mode;
    applyZoom();
}

void PageCanvas::setZoomFactor(double factor)
{
    zoomAt(viewport()->rect().center(), factor);
}

void PageCanvas::zoomBy(double factor)
{
    setZoomFactor(zoomFactor() * factor);
}

// What lies under the point stays there, as far as the edges of the page allow.
void PageCanvas::zoomAt(const QPoint& point, double factor)
{
    m_zoom = Zoom::Free;
    const QPointF before = mapToScene(point);
    const double scale = std::clamp(factor, kSmallestZoom, kLargestZoom);
    setFactor(scale);
    const QPoint moved = mapFromScene(before) - point;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + moved.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() + moved.y());
    Q_EMIT zoomChanged(scale);
}

void PageCanvas::applyZoom()
{
    if (m_pageSize.isEmpty() || m_zoom == Zoom::Free)
        return;
    const QSizeF page = frame().fromPage().mapRect(QRectF(QPointF(), m_pageSize.toSizeF())).size();
    const double wide = std::max(1, viewport()->width() - 2 * kFitMargin) / page.width();
    const double high = std::max(1, viewport()->height() - 2 * kFitMargin) / page.height();
    const double scale
        = std::clamp(m_zoom == Zoom::FitWidth ? wide : std::min(wide, high), kSmallestZoom, kLargestZoom);
    setFactor(scale);
    if (m_zoom == Zoom::FitPage)
        centerOn(m_pageSize.width() / 2.0, m_pageSize.height() / 2.0);
    Q_EMIT zoomChanged(scale);
}

std::optional<std::size_t> PageCanvas::shapeUnder(const QPoint& position) const
{
    if (!m_layers->isShown(Layer::Boxes))
        return std::nullopt;
    return m_layers->boxes().shapeAt(mapToScene(position));
}

void PageCanvas::wheelEvent(QWheelEvent* event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier))
        return QGraphicsView::wheelEvent(event);
    zoomAt(event->position().toPoint(), zoomFactor() * std::pow(kWheelStep, event->angleDelta().y()));
    event->accept();
}

void PageCanvas::resizeEvent(QResizeEvent* event)
{
    QGraphicsView::resizeEvent(event);
    applyZoom();
}

// Keys that would be somebody else's: Alt opens menus, Escape stops the queue.
bool PageCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto& key = static_cast<const QKeyEvent&>(*event);
        const bool alt = key.key() == Qt::Key_Alt && !m_seenCaption.isEmpty();
        const bool escape = key.key() == Qt::Key_Escape && m_tool->isDrawing();
        if (alt || escape) {
            event->accept();
            return true;
        }
    }
    return QGraphicsView::event(event);
}

bool PageCanvas::focusNextPrevChild(bool next)
{
    return (m_regions->isVisible() && m_tool->chooseNext(next ? 1 : -1)) || QGraphicsView::focusNextPrevChild(next);
}

void PageCanvas::focusOutEvent(QFocusEvent* event)
{
    QGraphicsView::focusOutEvent(event);
    holdSeen(false);
}

void PageCanvas::mouseMoveEvent(QMouseEvent* event)
{
    if (m_tool->move(*event))
        return;
    QGraphicsView::mouseMoveEvent(event);
    if (event->buttons() == Qt::NoButton)
        viewport()->setCursor(m_tool->cursorAt(event->position().toPoint()));
}

void PageCanvas::mousePressEvent(QMouseEvent* event)
{
    m_pressed = event->position().toPoint();
    if (m_tool->press(*event))
        return;
    QGraphicsView::mousePressEvent(event);
}

void PageCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    const QPoint released = event->position().toPoint();
    if (m_tool->release(*event))
        return;
    QGraphicsView::mouseReleaseEvent(event);
    viewport()->setCursor(m_tool->cursorAt(released));
    if (event->button() != Qt::LeftButton || (released - m_pressed).manhattanLength() > 3)
        return;
    if (const auto shape = shapeUnder(released)) {
        Q_EMIT shapeChosen(*shape);
        Q_EMIT pointChosen(mapToScene(released));
    } else {
        m_tool->chooseAt(released);
    }
}

void PageCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (const auto shape = shapeUnder(event->position().toPoint()))
        Q_EMIT shapeActivated(*shape);
}

// Space, while it is held, hides what lies upon the page; Alt shows what the model saw of it.
void PageCanvas::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Alt && !m_seenCaption.isEmpty())
        return holdSeen(true);
    if (m_tool->keyPress(*event))
        return;
    if (event->key() != Qt::Key_Space)
        return QGraphicsView::keyPressEvent(event);
    m_peeking = true;
    showLayers();
}

void PageCanvas::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Alt)
        holdSeen(false);
    if (event->key() != Qt::Key_Space || event->isAutoRepeat())
        return QGraphicsView::keyReleaseEvent(event);
    m_peeking = false;
    showLayers();
}

void PageCanvas::drawBackground(QPainter* painter, const QRectF& rect)
{
    const QColor base = palette().color(QPalette::Window);
    painter->fillRect(rect, base.lightness() < 128 ? base.darker(130) : base.darker(112));
    if (m_pageSize.isEmpty())
        return;
    const QRectF page(QPointF(0, 0), m_pageSize.toSizeF());
    const double shadow = 3 / zoomFactor();
    painter->fillRect(page.translated(frame().toPage(QPointF(shadow, shadow))), QColor(0, 0, 0, 60));
    painter->fillRect(page, Qt::white);
}

void PageCanvas::drawForeground(QPainter* painter, const QRectF&)
{
    if (m_seen->isVisible())
        paintTag(*painter, m_seenCaption.isEmpty() ? tr("Nothing was read here yet.") : m_seenCaption);
    if (m_message.isEmpty())
        return;
    painter->save();
    painter->resetTransform();
    painter->setPen(palette().color(QPalette::WindowText));
    painter->drawText(viewport()->rect().adjusted(40, 40, -40, -40), Qt::AlignCenter | Qt::TextWordWrap, m_message);
    painter->restore();
}

// At the lower edge of what is seen of the page.
void PageCanvas::paintTag(QPainter& painter, const QString& text) const
{
    painter.save();
    painter.resetTransform();
    const QRect room = viewport()->rect().adjusted(24, 24, -24, -16);
    const QRect words = painter.boundingRect(room, Qt::AlignHCenter | Qt::AlignBottom | Qt::TextWordWrap, text);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 200));
    painter.drawRoundedRect(words.adjusted(-8, -5, 8, 5), 4, 4);
    painter.setPen(Qt::white);
    painter.drawText(words, Qt::AlignHCenter | Qt::AlignBottom | Qt::TextWordWrap, text);
    painter.restore();
}

} // namespace palimpsest
