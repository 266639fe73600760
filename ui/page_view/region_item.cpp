#include "ui/page_view/region_item.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace palimpsest {

namespace {

// Pixels of the screen, as everything here that does not grow with the page.
constexpr double kFrameReach = 5;
constexpr double kHandleSide = 8;
constexpr double kHandleReach = 7;
constexpr double kChipPadding = 4;
constexpr double kNoteWidth = 300;
constexpr QRgb kBadge = 0xff3a3f46;
constexpr QRgb kLowBadge = 0xff9a4a00;

constexpr std::array kHandles{ RegionGrip::TopLeft, RegionGrip::TopRight, RegionGrip::BottomRight,
    RegionGrip::BottomLeft, RegionGrip::Top, RegionGrip::Right, RegionGrip::Bottom, RegionGrip::Left };

struct Sides {
    bool left = false;
    bool top = false;
    bool right = false;
    bool bottom = false;
};

Sides sidesOf(RegionGrip grip)
{
    switch (grip) {
    case RegionGrip::TopLeft:
        return { .left = true, .top = true };
    case RegionGrip::Top:
        return { .top = true };
    case RegionGrip::TopRight:
        return { .top = true, .right = true };
    case RegionGrip::Right:
        return { .right = true };
    case RegionGrip::BottomRight:
        return { .right = true, .bottom = true };
    case RegionGrip::Bottom:
        return { .bottom = true };
    case RegionGrip::BottomLeft:
        return { .left = true, .bottom = true };
    case RegionGrip::Left:
        return { .left = true };
    case RegionGrip::Body:
    case RegionGrip::Frame:
    case RegionGrip::Chip:
        break;
    }
    return { .left = true, .top = true, .right = true, .bottom = true };
}

QPointF handleAt(const QRectF& box, RegionGrip grip)
{
    const Sides sides = sidesOf(grip);
    return { sides.left   ? box.left()
            : sides.right ? box.right()
                          : box.center().x(),
        sides.top          ? box.top()
            : sides.bottom ? box.bottom()
                           : box.center().y() };
}

double chipHeight()
{
    return QFontMetricsF(QApplication::font()).height() + kChipPadding;
}

QRectF grown(const QRectF& box, double by)
{
    return box.adjusted(-by, -by, by, by);
}

// Beside each other in one line, in pixels of the screen from a corner at the origin.
void paintTag(QPainter& painter, const QRectF& rect, const QString& text, const QColor& colour)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(rect, 3, 3);
    painter.setPen(Qt::white);
    painter.drawText(rect, Qt::AlignCenter, text);
}

} // namespace

QRectF movedBy(const QRectF& box, RegionGrip grip, const QPointF& by)
{
    const Sides sides = sidesOf(grip);
    return box
        .adjusted(sides.left ? by.x() : 0, sides.top ? by.y() : 0, sides.right ? by.x() : 0, sides.bottom ? by.y() : 0)
        .normalized();
}

RegionItem::RegionItem()
{
    setFlag(QGraphicsItem::ItemUsesExtendedStyleOption);
}

void RegionItem::setPageRect(const QRectF& page)
{
    prepareGeometryChange();
    m_page = page;
}

void RegionItem::setFrame(const UprightFrame& frame)
{
    m_frame = frame;
    update();
}

// Chips and notes stand outside the frames.
QRectF RegionItem::boundingRect() const
{
    return grown(m_page, std::max(m_page.width(), m_page.height()) / 2);
}

void RegionItem::setMarks(std::vector<RegionMark> marks)
{
    m_marks = std::move(marks);
    setCurrent(m_current);
}

void RegionItem::setCurrent(std::optional<std::size_t> region)
{
    m_current = region && *region < m_marks.size() ? region : std::nullopt;
    update();
}

void RegionItem::setBox(std::size_t region, const QRectF& box)
{
    m_marks.at(region).box = box;
    update();
}

void RegionItem::setRubber(const QRectF& upright)
{
    m_rubber = upright;
    update();
}

// Above the upper edge; within, where the page ends there.
QRectF RegionItem::chipRect(std::size_t region, double zoom) const
{
    const QRectF box = boxOf(region);
    const double side = chipHeight();
    const double width
        = side + QFontMetricsF(QApplication::font()).horizontalAdvance(m_marks[region].chip) + 2 * kChipPadding;
    const double pageTop = m_frame.fromPage().mapRect(m_page).top();
    const double top = std::max(box.top() - side / zoom, std::min(pageTop, box.top()));
    return { box.left(), top, width / zoom, side / zoom };
}

std::optional<RegionHit> RegionItem::hitAt(const QPointF& point, double zoom) const
{
    if (m_current) {
        for (const RegionGrip grip : kHandles)
            if (grown(QRectF(handleAt(boxOf(*m_current), grip), QSizeF()), kHandleReach / zoom).contains(point))
                return RegionHit{ *m_current, grip };
    }
    for (std::size_t i = m_marks.size(); i-- > 0;)
        if (chipRect(i, zoom).contains(point))
            return RegionHit{ i, RegionGrip::Chip };
    std::optional<RegionHit> body;
    double least = 0;
    for (std::size_t i = m_marks.size(); i-- > 0;) {
        const QRectF box = boxOf(i);
        const double reach = kFrameReach / zoom;
        if (!grown(box, reach).contains(point))
            continue;
        if (!grown(box, -reach).contains(point))
            return RegionHit{ i, RegionGrip::Frame };
        const double area = box.width() * box.height();
        if (!body || area < least) {
            body = RegionHit{ i, RegionGrip::Body };
            least = area;
        }
    }
    return body;
}

void RegionItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    painter->setFont(QApplication::font());
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setTransform(m_frame.toPage(), true);
    for (std::size_t i = 0; i < m_marks.size(); ++i)
        if (i != m_current)
            paintMark(*painter, i);
    if (m_current)
        paintMark(*painter, *m_current);
    if (m_rubber.isNull())
        return;
    QPen pen(QApplication::palette().color(QPalette::Highlight), 1.5, Qt::DashLine);
    pen.setCosmetic(true);
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(m_rubber);
}

void RegionItem::paintMark(QPainter& painter, std::size_t region) const
{
    const RegionMark& mark = m_marks[region];
    const QRectF box = boxOf(region);
    const bool current = region == m_current;
    const double zoom = painter.transform().m11();
    QPen pen(mark.colour, current ? 3 : 2, mark.dashed ? Qt::DashLine : Qt::SolidLine);
    pen.setCosmetic(true);
    pen.setJoinStyle(Qt::MiterJoin);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box);
    paintChip(painter, region, zoom);
    paintBadge(painter, region, zoom, current);
    if (!current)
        return;
    QPen edge(mark.colour, 1.5);
    edge.setCosmetic(true);
    painter.setPen(edge);
    painter.setBrush(Qt::white);
    for (const RegionGrip grip : kHandles)
        painter.drawRect(grown(QRectF(handleAt(box, grip), QSizeF()), kHandleSide / 2 / zoom));
}

void RegionItem::paintChip(QPainter& painter, std::size_t region, double zoom) const
{
    const RegionMark& mark = m_marks[region];
    const QRectF rect = chipRect(region, zoom);
    const double side = chipHeight();
    painter.save();
    painter.translate(rect.topLeft());
    painter.scale(1 / zoom, 1 / zoom);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mark.colour);
    const QRectF chip(QPointF(), rect.size() * zoom);
    painter.drawRoundedRect(chip, 3, 3);
    const int icon = static_cast<int>(side) - 4;
    painter.drawPixmap(QPointF(3, 2), mark.icon.pixmap(QSize(icon, icon), QIcon::Selected));
    painter.setPen(Qt::white);
    painter.drawText(chip.adjusted(side, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, mark.chip);
    painter.restore();
}

// Right below the frame, and under it, while the region is chosen, what there is to say.
void RegionItem::paintBadge(QPainter& painter, std::size_t region, double zoom, bool current) const
{
    const RegionMark& mark = m_marks[region];
    const QRectF box = boxOf(region);
    const QFontMetricsF metrics{ QApplication::font() };
    painter.save();
    painter.translate(box.bottomLeft());
    painter.scale(1 / zoom, 1 / zoom);
    const double right = box.width() * zoom;
    double top = 2;
    if (!mark.badge.isEmpty()) {
        const double width = metrics.horizontalAdvance(mark.badge) + 2 * kChipPadding;
        paintTag(painter, QRectF(std::max(0.0, right - width), top, width, chipHeight()), mark.badge,
            QColor::fromRgba(mark.low ? kLowBadge : kBadge));
        top += chipHeight() + 2;
    }
    if (current && !mark.note.isEmpty()) {
        const double width = std::max(kNoteWidth, right);
        const QRectF room(0, top + kChipPadding, width - 2 * kChipPadding, metrics.height() * 20);
        const QRectF text = painter.boundingRect(room, Qt::AlignLeft | Qt::TextWordWrap, mark.note);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor::fromRgba(mark.low ? kLowBadge : kBadge));
        painter.drawRoundedRect(grown(text, kChipPadding).translated(kChipPadding, 0), 3, 3);
        painter.setPen(Qt::white);
        painter.drawText(text.translated(kChipPadding, 0), Qt::AlignLeft | Qt::TextWordWrap, mark.note);
    }
    painter.restore();
}

} // namespace palimpsest
