#pragma once
// One layer of a result upon a page: a single item however many boxes, because one item a box makes zooming slow. Owned
// by the canvas; GUI thread. Coordinates are those of the page in the scene.

#include <QColor>
#include <QGraphicsItem>
#include <QImage>
#include <QString>
#include <optional>
#include <vector>

#include "ui/page_view/upright_frame.h"

namespace palimpsest {

inline constexpr QRgb kDoubtColour = 0xffc77700;

struct OverlayShape {
    QRectF box;
    QString label; // on a tag at the upper edge; empty: none
    QColor colour;
    bool dashed = false;        // not to be trusted
    std::vector<QRectF> doubts; // parts of the box, filled a little and underlined
    QImage mask;                // tinted, laid over maskBox; null: none
    QRectF maskBox;
    std::vector<QRectF> cells = {}; // of a table
};

// From the lowest to the uppermost.
enum class Layer { Masks, Cells, Boxes, Order };
inline constexpr std::size_t kLayerCount = 4;

class OverlayItem final : public QGraphicsItem {
public:
    // All layers get the same shapes; each draws its part of them.
    explicit OverlayItem(Layer layer);

    void setPageRect(const QRectF& page);
    void setFrame(const UprightFrame& frame);
    void setShapes(std::vector<OverlayShape> shapes);
    void setCurrent(std::optional<std::size_t> shape);
    // A part of the current shape, such as a cell of a table; null: none.
    void setDetail(const QRectF& detail);
    [[nodiscard]] QRectF detail() const { return m_detail; }
    void setMatches(std::vector<QRectF> matches); // what was searched for, framed
    void setFocusMark(const QRectF& mark);        // the one place that is meant; null: none
    [[nodiscard]] const std::vector<OverlayShape>& shapes() const { return m_shapes; }
    // The smallest box around the point.
    [[nodiscard]] std::optional<std::size_t> shapeAt(const QPointF& point) const;

    [[nodiscard]] QRectF boundingRect() const override { return m_page; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintMasks(QPainter& painter, const QRectF& exposed) const;
    void paintCells(QPainter& painter, const QRectF& exposed) const;
    void paintOrder(QPainter& painter, const QRectF& exposed) const;
    void paintCurrent(QPainter& painter) const;
    void paintShape(QPainter& painter, const OverlayShape& shape, bool current) const;
    void paintMarks(QPainter& painter) const;
    void paintTag(QPainter& painter, const QRectF& box, const QString& label, const QColor& colour) const;

    Layer m_layer;
    QRectF m_page;
    UprightFrame m_frame;
    std::vector<OverlayShape> m_shapes;
    std::optional<std::size_t> m_current;
    QRectF m_detail;
    std::vector<QRectF> m_matches;
    QRectF m_focusMark;
};

} // namespace palimpsest
