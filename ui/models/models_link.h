#pragma once
// The list of models and the guide to getting one, and what is chosen in them. Owned by the main window; GUI thread.

#include <QObject>
#include <QPointer>

class QWidget;

namespace palimpsest {

class JobController;
class MessageStrip;
class ModelGuide;
class ModelsDialog;
class RunLink;
class TermsDialog;
class WindowActions;
struct ModelChoice;
struct ModelInfo;

class ModelsLink final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        WindowActions& actions;
        RunLink& run;
        JobController& jobs;
        MessageStrip& messages;
    };

    ModelsLink(const Parts& parts, QWidget& window);

private:
    void showModels();
    void showGuide();
    void use(const ModelChoice& choice);
    void keep(const ModelChoice& choice);
    void showTerms(const ModelInfo& model);
    void termsAcknowledged(const ModelInfo& model);
    void termsDeclined(const ModelInfo& model);

    Parts m_parts;
    QWidget& m_window;
    QPointer<ModelsDialog> m_models;
    QPointer<ModelGuide> m_guide;
    QPointer<TermsDialog> m_terms;
};

} // namespace palimpsest
