#pragma once
// Tells the window's log what the parts of the window do, and shows it. Owned by the main window; GUI thread.

#include <QElapsedTimer>
#include <QObject>

#include "ui/log/window_log.h"

namespace palimpsest {

class DocumentOpener;
class ExportLink;
class JobController;
class MessageStrip;
class ProjectKeeper;
class StatusLine;
class WindowActions;

class LogLink final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        JobController& jobs;
        DocumentOpener& opener;
        ProjectKeeper& keeper;
        ExportLink& exports;
        WindowActions& actions;
        MessageStrip& messages;
        StatusLine& status;
    };

    LogLink(const Parts& parts, QObject* parent);
    ~LogLink() override;

private:
    void noteBegin();
    void noteWorker();
    void noteRuns();
    void noteFiles();
    void show();

    Parts m_parts;
    WindowLog* m_log;
    QElapsedTimer m_run;
    int m_workers = 0; // started so far
};

} // namespace palimpsest
