#pragma once
// A polygon upon the page, corner by corner: clicks set them, or Space where the arrow keys lead the pointer; a double
// click or Return closes it, with Shift to cut out instead of filling; Backspace takes the last corner back; Esc gives
// up the corners, or the tool where there is none. What comes of it is a stroke as the brush makes them. It knows the
// canvas alone. Owned by its link; GUI thread.

#include <QObject>
#include <QPointF>
#include <optional>
#include <vector>

#include "ui/masks/mask_stroke.h"

class QGraphicsPathItem;
class QKeyEvent;
class QMouseEvent;

namespace palimpsest {

class PageCanvas;

class PolygonTool final : public QObject {
    Q_OBJECT

public:
    PolygonTool(PageCanvas& canvas, QObject* parent);

    void setActive(bool active); // otherwise mouse and keys do what they do without it
    void dropCorners();
    [[nodiscard]] const std::vector<PointF>& corners() const
    {
        return m_corners;
    } // in pixels of the page on the canvas

Q_SIGNALS:
    void begun(const QPointF& pagePoint);
    void closed(const palimpsest::MaskStroke& polygon);
    void tooFew(int corners); // it was to be closed and encloses nothing; the corners stay
    void abandoned();         // by Esc

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool keyPress(const QKeyEvent& event);
    bool mousePress(const QMouseEvent& event);
    void setCorner(const QPointF& point);
    void takeBack();
    void close(Qt::KeyboardModifiers modifiers);
    void giveUp();
    void movePointer(const QPointF& direction);
    [[nodiscard]] QPointF pointerForKeys() const;
    void showOutline();

    PageCanvas& m_canvas;
    bool m_active = false;
    std::vector<PointF> m_corners;
    std::optional<QPointF> m_pointer; // where the next corner would be; none: nobody pointed yet
    QGraphicsPathItem* m_outline;     // the scene owns both
    QGraphicsPathItem* m_dots;
};

} // namespace palimpsest
