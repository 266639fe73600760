#pragma once
// The list of models and the guide to getting one, and what is chosen in them. Owned by the main window; GUI thread.

#include <QObject>
#include <QPointer>

class QWidget;

namespace palimpsest {

class JobController;
class ModelGuide;
class ModelsDialog;
class RunLink;
class WindowActions;
struct ModelChoice;

class ModelsLink final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        WindowActions& actions;
        RunLink& run;
        JobController& jobs;
    };

    ModelsLink(const Parts& parts, QWidget& window);

private:
    void showModels();
    void showGuide();
    void use(const ModelChoice& choice);

    Parts m_parts;
    QWidget& m_window;
    QPointer<ModelsDialog> m_models;
    QPointer<ModelGuide> m_guide;
};

} // namespace palimpsest
