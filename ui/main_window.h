#pragma once
// The window: puts the parts side by side and tells each what the others did. GUI thread.

#include <QMainWindow>
#include <QStringList>

#include "ui/project/project.h"

class QStackedWidget;

namespace palimpsest {

class DocumentOpener;
class ExportLink;
class JobController;
class MessageStrip;
class PageListModel;
class PageLoader;
class PageNumberField;
class PageStrip;
class PageView;
class PresetLink;
class OpenDialogs;
class ProjectKeeper;
class ProjectLink;
class QueuePanel;
class ResultLink;
class RegionLink;
class RunLink;
class ResultPanel;
class StatusLine;
class TaskBar;
class WelcomePage;
class WindowActions;

class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    void openPaths(const QStringList& paths);

    [[nodiscard]] Project& project() { return m_project; }
    [[nodiscard]] WindowActions& actions() { return *m_actions; }
    [[nodiscard]] PageView& pageView() { return *m_view; }
    [[nodiscard]] PageStrip& pageStrip() { return *m_strip; }
    [[nodiscard]] ResultPanel& results() { return *m_results; }
    [[nodiscard]] ProjectKeeper& keeper() { return *m_keeper; }
    [[nodiscard]] JobController& jobs() { return *m_jobs; }
    [[nodiscard]] MessageStrip& messages() { return *m_messages; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeCentre();
    void makeDocks();
    void makeToolBar();
    void connectActions();
    void connectOpening();
    void connectResults();
    void connectJobs();
    void addDock(QWidget* content, const QString& title, const char* name, Qt::DockWidgetArea area);
    void paste();
    void addDocument(const QString& file, std::size_t pageCount, const QString& password, bool pasted);
    void choosePage(PageId page);
    void pagesReset();
    void movePane(int step);
    void updateTitle();

    Project m_project;
    PageLoader* m_loader;
    DocumentOpener* m_opener;
    ProjectKeeper* m_keeper;
    PageListModel* m_pages;
    JobController* m_jobs;
    WindowActions* m_actions;
    OpenDialogs* m_dialogs;
    ProjectLink* m_projectLink = nullptr;
    QStackedWidget* m_centre = nullptr;
    WelcomePage* m_welcome = nullptr;
    MessageStrip* m_messages = nullptr;
    PageView* m_view = nullptr;
    PageStrip* m_strip = nullptr;
    ResultPanel* m_results = nullptr;
    ResultLink* m_link = nullptr;
    RunLink* m_run = nullptr;
    RegionLink* m_regions = nullptr;
    ExportLink* m_export = nullptr;
    PresetLink* m_presets = nullptr;
    QueuePanel* m_queue = nullptr;
    TaskBar* m_task = nullptr;
    PageNumberField* m_pageNumber = nullptr;
    StatusLine* m_status = nullptr;
};

} // namespace palimpsest
