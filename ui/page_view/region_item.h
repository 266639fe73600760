#pragma once
// The regions of a page: frames with a chip that says what each is read as, handles on the chosen one, and how sharply
// the model saw it. One item however many regions. Owned by the canvas; GUI thread. Boxes of marks are those of the
// page in the scene; where the mouse is, is said in the upright frame, in which frames, handles and chips stand.

#include <QColor>
#include <QGraphicsItem>
#include <QIcon>
#include <QString>
#include <optional>
#include <vector>

#include "ui/page_view/upright_frame.h"

namespace palimpsest {

struct RegionMark {
    QRectF box;
    QString chip; // what it is read as
    QIcon icon;
    QColor colour;
    bool dashed = false; // proposed, and not touched yet
    QString badge;       // at the lower edge; empty: not read
    bool low = false;    // the badge warns
    QString note;        // a sentence or two below the chosen one; empty: nothing to say
};

enum class RegionGrip {
    Body,
    Frame,
    Chip,
    TopLeft,
    Top,
    TopRight,
    Right,
    BottomRight,
    Bottom,
    BottomLeft,
    Left,
};

struct RegionHit {
    std::size_t region = 0;
    RegionGrip grip = RegionGrip::Body;
};

// The box after the grip was moved by so much: a side or a corner alone, or all of it.
[[nodiscard]] QRectF movedBy(const QRectF& box, RegionGrip grip, const QPointF& by);

class RegionItem final : public QGraphicsItem {
public:
    RegionItem();

    void setPageRect(const QRectF& page);
    void setFrame(const UprightFrame& frame);
    [[nodiscard]] const UprightFrame& frame() const { return m_frame; }
    [[nodiscard]] const QRectF& pageRect() const { return m_page; }
    void setMarks(std::vector<RegionMark> marks); // the chosen one stays chosen
    [[nodiscard]] const std::vector<RegionMark>& marks() const { return m_marks; }
    void setCurrent(std::optional<std::size_t> region);
    [[nodiscard]] std::optional<std::size_t> current() const { return m_current; }
    // While it is being drawn or changed.
    void setBox(std::size_t region, const QRectF& box);
    void setRubber(const QRectF& upright); // null: none

    // Upright, as all that follows. `zoom`: pixels of the screen for one of the page. Handles before chips, frames and
    // bodies, the smallest body first.
    [[nodiscard]] std::optional<RegionHit> hitAt(const QPointF& point, double zoom) const;
    [[nodiscard]] QRectF boxOf(std::size_t region) const { return m_frame.fromPage(m_marks.at(region).box); }
    [[nodiscard]] QRectF chipRect(std::size_t region, double zoom) const;

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintMark(QPainter& painter, std::size_t region) const;
    void paintChip(QPainter& painter, std::size_t region, double zoom) const;
    void paintBadge(QPainter& painter, std::size_t region, double zoom, bool current) const;

    UprightFrame m_frame;
    QRectF m_page;
    std::vector<RegionMark> m_marks;
    std::optional<std::size_t> m_current;
    QRectF m_rubber;
};

} // namespace palimpsest
