#pragma once
// What lies upon the page, layer by layer: shown or not, and how strongly. A button that opens a small panel. GUI
// thread.

#include <QToolButton>

#include "ui/page_view/overlay_item.h"

class QAction;
class QFormLayout;

namespace palimpsest {

class PageCanvas;
class WindowActions;

class LayerButton final : public QToolButton {
    Q_OBJECT

public:
    // The actions switch the layers on and off elsewhere, too.
    LayerButton(PageCanvas& canvas, const WindowActions& actions, QWidget* parent = nullptr);

private:
    void addLayer(QFormLayout& form, Layer layer, QAction& shown, const QString& name);

    PageCanvas& m_canvas;
};

} // namespace palimpsest
