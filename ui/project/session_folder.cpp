#include "ui/project/session_folder.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>
#include <algorithm>

#include "ui/program_files.h"

namespace palimpsest {

namespace {

QString sessionsFolder()
{
    return QDir(stateFolder()).filePath(QStringLiteral("sessions"));
}

QString lockOf(const QString& folder)
{
    return QDir(folder).filePath(QStringLiteral("lock"));
}

QString autosaveOf(const QString& folder)
{
    return QDir(folder).filePath(QStringLiteral("autosave.palimpsest"));
}

} // namespace

SessionFolder::SessionFolder()
    : m_path(QDir(sessionsFolder()).filePath(QUuid::createUuid().toString(QUuid::WithoutBraces)))
{
    m_lock = std::make_unique<QLockFile>(lockOf(m_path));
    m_lock->setStaleLockTime(0); // held as long as the program lives, not for a time
    hold();
}

SessionFolder::~SessionFolder()
{
    m_lock.reset();
    QDir(m_path).removeRecursively();
}

bool SessionFolder::hold()
{
    return m_lock->isLocked() || (QDir().mkpath(m_path) && m_lock->tryLock(0));
}

QString SessionFolder::autosaveFile() const
{
    return autosaveOf(m_path);
}

std::vector<SessionFolder::Abandoned> SessionFolder::findAbandoned()
{
    std::vector<Abandoned> found;
    const QDir sessions(sessionsFolder());
    for (const QString& name : sessions.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString folder = sessions.filePath(name);
        QLockFile lock(lockOf(folder));
        lock.setStaleLockTime(0);
        if (!lock.tryLock(0))
            continue; // of a run that is still there
        lock.unlock();
        const QFileInfo autosave(autosaveOf(folder));
        if (autosave.exists())
            found.push_back({ folder, autosave.filePath(), autosave.lastModified() });
        else
            QDir(folder).removeRecursively();
    }
    std::sort(found.begin(), found.end(), [](const Abandoned& a, const Abandoned& b) { return a.saved > b.saved; });
    return found;
}

void SessionFolder::discard(const Abandoned& session)
{
    QDir(session.folder).removeRecursively();
}

} // namespace palimpsest
