#pragma once
// Opening, saving and ending with a project as the person sees them: dialogs and messages around ProjectKeeper. Owned
// by the main window; GUI thread.

#include <QObject>
#include <functional>

class QWidget;

namespace palimpsest {

class MessageStrip;
class Project;
class ProjectKeeper;
class WindowActions;
struct LockOwner;

class ProjectLink final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        Project& project;
        ProjectKeeper& keeper;
        WindowActions& actions;
        MessageStrip& messages;
    };

    ProjectLink(const Parts& parts, QWidget& window);

    void open(const QString& file);
    // False while there is something to ask first; the window is closed again when it is answered.
    [[nodiscard]] bool mayClose();
    // Says that an earlier run left something behind, if one did.
    void offerRecovery();

private:
    void save();
    void saveAs();
    void tellElsewhere(const QString& file, const LockOwner& owner);
    // Runs `then` at once where nothing is unsaved, else after the person has said what becomes of it.
    void whenSettled(std::function<void()> then);

    Parts m_parts;
    QWidget& m_window;
    std::function<void()> m_afterSave;
    bool m_closing = false;
};

} // namespace palimpsest
