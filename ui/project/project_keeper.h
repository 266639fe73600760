#pragma once
// Where the project is kept: opened, saved and autosaved in the background, whole or not at all. Owned by the main
// window; GUI thread, which waits only when the program ends.

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include "engine/base/result.h"
#include "ui/project/project.h"
#include "ui/project/session_folder.h"

namespace palimpsest {

class ProjectKeeper final : public QObject {
    Q_OBJECT

public:
    explicit ProjectKeeper(Project& project, QObject* parent = nullptr);
    ~ProjectKeeper() override;

    [[nodiscard]] QString file() const { return m_file; } // empty: none yet
    [[nodiscard]] QString pastedFolder() const { return m_session.path(); }

    void open(const QString& file);
    void save(const QString& file);
    // What an earlier run left, as a project that has not been saved.
    void restore(const SessionFolder::Abandoned& session);
    void autosaveNow();

Q_SIGNALS:
    void opened(const QString& file, const QStringList& missing);
    void saved(const QString& file);
    void failed(const palimpsest::Error& error);

private:
    enum class Origin { File, Autosave };

    void read(const QString& file, Origin origin, const SessionFolder::Abandoned& session);
    void noteChange();

    Project& m_project;
    SessionFolder m_session;
    QString m_file;
    QTimer m_autosave;
    quint64 m_revision = 0; // of what is in memory
    QThreadPool m_disk;     // one thread: what is asked first is done first
};

} // namespace palimpsest
