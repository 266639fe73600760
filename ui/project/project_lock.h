#pragma once
// Says to other windows, of this program and on other computers, that a project is open: a file beside it, held as long
// as this lives. Any thread.

#include <QLockFile>
#include <QString>
#include <memory>

namespace palimpsest {

// Who has it open.
struct LockOwner {
    QString host;
    qint64 process = 0;
    bool elsewhere = false; // on another computer, so that nobody can tell whether it still runs
};

class ProjectLock {
public:
    enum class Outcome {
        Held,
        Taken,      // by another window
        Impossible, // no file can be made there, so that the project cannot be written either
    };

    explicit ProjectLock(const QString& projectFile);

    // One that was left behind by a program that ended on this computer is no obstacle.
    Outcome hold();
    // Away with what another window has left, where a person says that it ended.
    Outcome takeOver();
    [[nodiscard]] bool isHeld() const { return m_lock.isLocked(); }
    [[nodiscard]] const QString& projectFile() const { return m_projectFile; }
    [[nodiscard]] LockOwner owner() const; // of one that is taken

private:
    QString m_projectFile;
    QString m_lockFile;
    QLockFile m_lock;
};

} // namespace palimpsest
