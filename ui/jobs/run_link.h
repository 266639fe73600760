#pragma once
// Runs what the person asks for and tells the rest of the window how it goes. Owned by the main window; GUI thread.

#include <QObject>
#include <set>
#include <vector>

#include "ui/jobs/model_info.h"
#include "ui/project/project.h"

namespace palimpsest {

class JobController;
class MessageStrip;
class PageListModel;
class PageStrip;
class ResultPanel;
class TaskBar;
class WindowActions;
struct Job;
struct ReadingWishes;

class RunLink final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        Project& project;
        JobController& jobs;
        WindowActions& actions;
        TaskBar& task;
        PageListModel& pages;
        PageStrip& strip;
        ResultPanel& results;
        MessageStrip& messages;
    };

    RunLink(const Parts& parts, QWidget& window);

    void setPage(PageId page) { m_page = page; }
    void refresh();
    // Which of the models that are there is to be used; empty: the first that is complete.
    void setModel(const ModelChoice& choice);
    [[nodiscard]] const ModelChoice& choice() const { return m_choice; }
    // The last choice that led to a model.
    [[nodiscard]] const ModelChoice& used() const { return m_used; }
    // Of JobController's limits; 0: none.
    void setMinutes(int ofPage, int idle);
    [[nodiscard]] const std::vector<ModelInfo>& models() const { return m_models; }
    // "starter · q8 · Intel ...", for the status bar.
    [[nodiscard]] QString modelText() const;

Q_SIGNALS:
    void pageAsked(palimpsest::PageId page);
    void manyStarted();
    void stateChanged();
    void modelsChanged();
    void modelOffered(const palimpsest::ModelInfo& model); // the one that is to be used; empty: none is
    // The chosen one is not used until its terms are acknowledged; setModel() tries again.
    void termsAsked(const palimpsest::ModelInfo& model);

private:
    void connectActions();
    void askForPages();
    void report();
    void run(const std::vector<PageId>& pages);
    void offerTasks();
    void offer(const ModelInfo& model);
    void offerPrompts();
    void runUnread();
    void offerText();
    void follow(const Job& job);
    [[nodiscard]] ReadingWishes wishesFor(const QString& task) const;

    Parts m_parts;
    QWidget& m_window;
    PageId m_page = 0;
    std::vector<ModelInfo> m_models;
    bool m_listed = false; // which may still be none
    ModelInfo m_model;     // that is offered
    ModelChoice m_choice;
    ModelChoice m_used;
    LoadedModelInfo m_loaded;
    std::vector<PageId> m_holdingText; // pages that were read in this run, though they hold text of their own
    std::set<PageId> m_toldOfText;     // once is enough
    bool m_loading = false;
};

} // namespace palimpsest
