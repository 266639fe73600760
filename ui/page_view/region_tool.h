#pragma once
// Regions by mouse and keys: drawn, chosen, moved, given another size. Says what the person wants and changes nothing
// itself. Owned by the canvas, which asks it first; GUI thread.
//
// While it draws, a drag upon the page is a new region. Else a region is taken by its frame, its chip or its handles,
// and a drag moves the page.

#include <QObject>
#include <QPointF>
#include <optional>

#include "ui/page_view/region_item.h"

class QGraphicsView;
class QKeyEvent;
class QMouseEvent;

namespace palimpsest {

class RegionTool final : public QObject {
    Q_OBJECT

public:
    enum class Change { Moved, Resized };

    RegionTool(QGraphicsView& view, RegionItem& item, QObject* parent);

    void setDrawing(bool drawing);
    [[nodiscard]] bool isDrawing() const { return m_drawing; }
    // Pixels of the page that a key moves a region by.
    void setStep(double step) { m_step = step; }
    void choose(std::optional<std::size_t> region);
    // The next or previous; false behind the last, where the keyboard goes elsewhere.
    bool chooseNext(int step);
    void addInView();

    // True: the event was for a region.
    bool press(const QMouseEvent& event);
    bool move(const QMouseEvent& event);
    bool release(const QMouseEvent& event);
    bool keyPress(const QKeyEvent& event);
    // A click on nothing else.
    void chooseAt(const QPoint& position);
    [[nodiscard]] Qt::CursorShape cursorAt(const QPoint& position) const;

Q_SIGNALS:
    void drawn(const QRectF& box);
    void changed(std::size_t region, const QRectF& box, palimpsest::RegionTool::Change change);
    void chosen(std::optional<std::size_t> region);
    void chipActivated(std::size_t region, const QPoint& globalPosition);
    void removeAsked(std::size_t region);
    void drawingChanged(bool drawing);

private:
    // What the mouse has taken hold of.
    struct Hold {
        QPoint pressed;               // in the view
        std::optional<RegionHit> hit; // nullopt: a new one is drawn
        QRectF before;
    };
    // Upright, as all that a hand takes hold of.
    [[nodiscard]] QPointF pointUnder(const QPoint& position) const;
    [[nodiscard]] QRectF boxUnder(const Hold& hold, const QPoint& position) const;
    [[nodiscard]] QRectF withinPage(const QRectF& box, RegionGrip grip) const;
    [[nodiscard]] std::optional<RegionHit> hitAt(const QPoint& position) const;
    [[nodiscard]] double zoom() const;
    void nudge(std::size_t region, RegionGrip grip, const QPointF& by, Change change);
    void openChip(std::size_t region);
    void letGo();

    QGraphicsView& m_view;
    RegionItem& m_item;
    bool m_drawing = false;
    double m_step = 1;
    std::optional<Hold> m_hold;
};

} // namespace palimpsest
