#include "ui/page_view/overlay_layers.h"

#include <QGraphicsScene>

namespace palimpsest {

OverlayLayers::OverlayLayers(QGraphicsScene& scene)
{
    for (std::size_t layer = 0; layer < m_items.size(); ++layer) {
        m_items[layer] = new OverlayItem(static_cast<Layer>(layer));
        scene.addItem(m_items[layer]);
    }
    refresh();
}

void OverlayLayers::setPageRect(const QRectF& page)
{
    for (OverlayItem* const item : m_items)
        item->setPageRect(page);
}

void OverlayLayers::setFrame(const UprightFrame& frame)
{
    for (OverlayItem* const item : m_items)
        item->setFrame(frame);
}

void OverlayLayers::setShapes(const std::vector<OverlayShape>& shapes)
{
    for (OverlayItem* const item : m_items)
        item->setShapes(shapes);
}

void OverlayLayers::setShown(Layer layer, bool shown)
{
    m_shown[static_cast<std::size_t>(layer)] = shown;
    refresh();
}

void OverlayLayers::setOpacity(Layer layer, double opacity)
{
    item(layer).setOpacity(opacity);
}

void OverlayLayers::setHidden(bool hidden)
{
    m_hidden = hidden;
    refresh();
}

void OverlayLayers::refresh()
{
    for (std::size_t layer = 0; layer < m_items.size(); ++layer)
        m_items[layer]->setVisible(m_shown[layer] && !m_hidden);
}

} // namespace palimpsest
