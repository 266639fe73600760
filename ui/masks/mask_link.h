#pragma once
// Brush, eraser and polygon between their commands, the page and the project: a stroke changes the mask of the chosen
// row and is one step of the history. Owned by the main window; GUI thread.

#include <QObject>

#include "ui/masks/mask_stroke.h"

namespace palimpsest {

class MaskPainter;
class PageView;
class PolygonTool;
class Project;
class ResultPanel;
class StatusLine;
class WindowActions;

class MaskLink final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        Project& project;
        PageView& view;
        ResultPanel& results;
        WindowActions& actions;
        StatusLine& status;
    };

    MaskLink(const Parts& parts, QObject* parent);

private:
    void chooseTool();
    void putAway();
    void refresh(); // what can be chosen on this page
    void begin(const QPointF& point);
    void paint(const MaskStroke& stroke);

    Parts m_parts;
    MaskPainter* m_painter;
    PolygonTool* m_polygon;
};

} // namespace palimpsest
