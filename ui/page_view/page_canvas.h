#pragma once
// The page, large: zoom at the pointer, fit, 1:1, drag to move, boxes of a result and regions upon it. GUI thread.
//
// The scene is the page as it came; its unit is a pixel of the page as it is read. A page that lies otherwise is turned
// by the view alone, so that nothing upon it has to be. The view itself says nothing to a screen reader: the list of
// results holds the same items, and a selection here is a selection there.

#include <QGraphicsView>
#include <QImage>
#include <memory>
#include <optional>
#include <vector>

#include "ui/page_view/negative_item.h"
#include "ui/page_view/overlay_layers.h"
#include "ui/page_view/page_picture.h"
#include "ui/page_view/region_tool.h"
#include "ui/page_view/seen_item.h"

namespace palimpsest {

class PageCanvas final : public QGraphicsView {
    Q_OBJECT

public:
    enum class Zoom { FitPage, FitWidth, Free };

    explicit PageCanvas(QWidget* parent = nullptr);
    ~PageCanvas() override;

    // `pageSize`: of the page as it is read, which the image may be a smaller picture of.
    // `smaller`: the same picture for when it is seen from farther away, each half as wide as the one before it.
    void setPage(const QImage& image, const QSize& pageSize, const std::vector<QImage>& smaller = {});
    // A part of the page drawn more finely, upon it; a null image: none.
    void setSharpPart(const QImage& image, const QRectF& place) { m_picture->setSharpPart(image, place); }
    [[nodiscard]] QRectF sharpPart() const { return m_picture->sharpPart(); }
    [[nodiscard]] double fineness() const { return m_picture->fineness(); } // pixels of the picture for one of the page
    [[nodiscard]] QRectF seenPart() const;                                  // of the page
    // Degrees clockwise by which the page is shown turned.
    void setTurn(double degrees);
    [[nodiscard]] const UprightFrame& frame() const { return m_regions->frame(); }
    // In place of a page: why there is none.
    void setMessage(const QString& message);
    void setShapes(const std::vector<OverlayShape>& shapes);
    [[nodiscard]] const std::vector<OverlayShape>& shapes() const { return m_layers->boxes().shapes(); }
    void setCurrentShape(std::optional<std::size_t> shape);
    // A part of the current shape that is meant; null: none.
    void setDetail(const QRectF& detail);
    [[nodiscard]] QRectF detail() const { return m_layers->boxes().detail(); }
    void setMatches(std::vector<QRectF> matches);
    // The one place that is meant, brought into view; null: none.
    void setFocusMark(const QRectF& mark);
    void setLayerShown(Layer layer, bool shown);
    void setLayerOpacity(Layer layer, double opacity);
    [[nodiscard]] const OverlayLayers& layers() const { return *m_layers; }
    // Print light upon dark; nothing but what is seen changes.
    void setNegative(bool negative);
    [[nodiscard]] RegionItem& regions() const { return *m_regions; }
    [[nodiscard]] RegionTool& regionTool() const { return *m_tool; }
    // What the model was shown of the page, with a sentence about it; shown while Alt is held, or for good.
    void setSeen(std::vector<SeenTile> tiles, const QString& caption);
    void setSeenShown(bool shown);
    [[nodiscard]] bool isSeenShown() const { return m_seen->isVisible(); }
    [[nodiscard]] const std::vector<SeenTile>& seenTiles() const { return m_tiles; }
    [[nodiscard]] const QString& seenCaption() const { return m_seenCaption; }

    [[nodiscard]] double zoomFactor() const { return m_factor; }
    [[nodiscard]] Zoom zoomMode() const { return m_zoom; }
    [[nodiscard]] QSize pageSize() const { return m_pageSize; }
    // What is drawn of that part of the page, which is upright as shown.
    [[nodiscard]] QImage crop(const QRectF& upright) const { return m_picture->crop(upright, frame()); }

    void setZoomMode(Zoom mode);
    void setZoomFactor(double factor);
    void zoomBy(double factor);

Q_SIGNALS:
    void zoomChanged(double factor);
    void seenPartChanged();
    void shapeChosen(std::size_t shape);
    void pointChosen(const QPointF& point); // within the shape that was chosen with it
    void shapeActivated(std::size_t shape);

protected:
    bool event(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void focusOutEvent(QFocusEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;

private:
    void applyZoom();
    void setFactor(double factor);
    void zoomAt(const QPoint& point, double factor);
    void showLayers();
    void bringIntoView(const QRectF& box);
    void holdSeen(bool held);
    void paintTag(QPainter& painter, const QString& text) const;
    [[nodiscard]] std::optional<std::size_t> shapeUnder(const QPoint& position) const;

    std::unique_ptr<PagePicture> m_picture; // the scene owns all the items
    SeenItem* m_seen = nullptr;
    NegativeItem* m_negative = nullptr;
    std::unique_ptr<OverlayLayers> m_layers;
    RegionItem* m_regions = nullptr;
    RegionTool* m_tool = nullptr;
    std::vector<SeenTile> m_tiles;
    QString m_seenCaption;
    QSize m_pageSize;
    QString m_message;
    Zoom m_zoom = Zoom::FitPage;
    double m_factor = 1;
    QPoint m_pressed;
    bool m_peeking = false;  // at the page without anything upon it
    bool m_seenKept = false; // shown for good
    bool m_seenHeld = false; // shown while a key is held
};

} // namespace palimpsest
