#pragma once
// Turns and straightens the pages that are meant in the strip. Owned by the main window; GUI thread.

#include <QObject>
#include <vector>

#include "ui/project/reading.h"

namespace palimpsest {

class PageStrip;
class Project;
class WindowActions;

class TurnLink final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        Project& project;
        PageStrip& strip;
        WindowActions& actions;
    };

    TurnLink(const Parts& parts, QObject* parent);

private:
    void refresh();
    void turn(int degrees);

    Parts m_parts;
};

} // namespace palimpsest
