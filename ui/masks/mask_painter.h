#pragma once
// Brush and eraser upon the page: while one is chosen, the left button paints, and what comes of a stroke is said when
// the button is let go. It knows the canvas alone. Owned by its link; GUI thread.

#include <QObject>
#include <QPainterPath>
#include <QPointF>
#include <optional>
#include <vector>

#include "ui/masks/mask_stroke.h"

class QGraphicsEllipseItem;
class QGraphicsPathItem;
class QMouseEvent;

namespace palimpsest {

class PageCanvas;

class MaskPainter final : public QObject {
    Q_OBJECT

public:
    MaskPainter(PageCanvas& canvas, QObject* parent);

    void setTool(std::optional<MaskTool> tool); // empty: the mouse does what it does otherwise
    [[nodiscard]] std::optional<MaskTool> tool() const { return m_tool; }
    void scaleRadius(double factor);
    [[nodiscard]] double radius() const { return m_radius; } // in pixels of the page on the canvas

Q_SIGNALS:
    void begun(const QPointF& pagePoint);
    void painted(const palimpsest::MaskStroke& stroke);
    void abandoned(); // by Esc

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool press(const QMouseEvent& event);
    void move(const QMouseEvent& event);
    bool release(const QMouseEvent& event);
    void showTip(const QPointF& point);

    PageCanvas& m_canvas;
    std::optional<MaskTool> m_tool;
    double m_radius = 12;
    std::vector<PointF> m_points; // of the stroke that is being made
    QPainterPath m_path;
    QGraphicsPathItem* m_trace; // the scene owns both
    QGraphicsEllipseItem* m_tip;
};

} // namespace palimpsest
