#pragma once
// Where the project is kept: opened, saved and autosaved in the background, whole or not at all, and by one window at a
// time. Owned by the main window; GUI thread, which waits only when the program ends.

#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <memory>

#include "engine/base/result.h"
#include "ui/project/project.h"
#include "ui/project/project_lock.h"
#include "ui/project/session_folder.h"

namespace palimpsest {

class ProjectKeeper final : public QObject {
    Q_OBJECT

public:
    explicit ProjectKeeper(Project& project, QObject* parent = nullptr);
    ~ProjectKeeper() override;

    [[nodiscard]] QString file() const { return m_file; } // empty: none yet
    [[nodiscard]] QString pastedFolder();

    // A project without a file.
    void startNew();
    // One that another window has open is opened as a copy without a file, and openElsewhere() says so.
    void open(const QString& file);
    // The same, where that window is on another computer and ended without saying so.
    void takeOver(const QString& file);
    void save(const QString& file);
    // What an earlier run left, as a project that has not been saved.
    void restore(const SessionFolder::Abandoned& session);
    void autosaveNow();

Q_SIGNALS:
    void opened(const QString& file, const QStringList& missing);
    void openElsewhere(const QString& file, const palimpsest::LockOwner& owner);
    void saved(const QString& file);
    void failed(const palimpsest::Error& error);

private:
    enum class Origin { File, TakenOver, Autosave };

    void read(const QString& file, Origin origin, const SessionFolder::Abandoned& session);
    void noteChange();

    Project& m_project;
    SessionFolder m_session;
    QString m_file;
    std::shared_ptr<ProjectLock> m_lock; // of that file; null or not held: nobody is kept away
    QTimer m_autosave;
    quint64 m_revision = 0; // of what is in memory
    QThreadPool m_disk;     // one thread: what is asked first is done first
};

} // namespace palimpsest
