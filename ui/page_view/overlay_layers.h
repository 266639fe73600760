#pragma once
// The layers of a result upon the page, one above the other, each of which can be shown and faded by itself. Owned by
// the canvas, whose scene owns the items; GUI thread.

#include <array>
#include <vector>

#include "ui/page_view/overlay_item.h"

class QGraphicsScene;

namespace palimpsest {

class OverlayLayers {
public:
    // Added to the scene above what is there.
    explicit OverlayLayers(QGraphicsScene& scene);

    [[nodiscard]] OverlayItem& boxes() const { return item(Layer::Boxes); }
    void setPageRect(const QRectF& page);
    void setFrame(const UprightFrame& frame);
    void setShapes(const std::vector<OverlayShape>& shapes);
    void setShown(Layer layer, bool shown);
    [[nodiscard]] bool isShown(Layer layer) const { return m_shown[static_cast<std::size_t>(layer)]; }
    void setOpacity(Layer layer, double opacity);
    // All of them, for a while; which of them are shown stays.
    void setHidden(bool hidden);

private:
    [[nodiscard]] OverlayItem& item(Layer layer) const { return *m_items[static_cast<std::size_t>(layer)]; }
    void refresh();

    std::array<OverlayItem*, kLayerCount> m_items;
    std::array<bool, kLayerCount> m_shown{ true, true, true, false };
    bool m_hidden = false;
};

} // namespace palimpsest
