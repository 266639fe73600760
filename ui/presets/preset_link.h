#pragma once
// Presets in the window: what is to be read and how results are exported, saved under a name, chosen from a menu, and
// given to others as a file (pipelines/protocol/preset). Owned by the main window; GUI thread.

#include <QObject>
#include <QString>

#include "engine/base/result.h"
#include "pipelines/protocol/preset.h"

class QMimeData;
class QWidget;

namespace palimpsest {

class ExportLink;
class MessageStrip;
class TaskBar;
class WindowActions;

class PresetLink final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        WindowActions& actions;
        TaskBar& task;
        ExportLink& exporting;
        MessageStrip& messages;
    };

    PresetLink(const Parts& parts, QWidget& window);

    // The user's own, which the command line finds by their names, too.
    [[nodiscard]] static QString folder();
    // The file that could be one, of what is dragged here; empty: there is none, or other files with it.
    [[nodiscard]] static QString fileIn(const QMimeData& content);

    // Says what of it the window does not follow, and what is wrong with it where it is none.
    void use(const QString& file);
    // Takes a preset of somebody else's among the user's own, and uses it.
    void take(const QString& file);
    void save(const QString& file);

private:
    void offer();
    void askWhereToSave();
    void askWhatToTake();
    void apply(const Preset& preset, const QString& name);
    void say(const Error& error);

    Parts m_parts;
    QWidget& m_window;
};

} // namespace palimpsest
