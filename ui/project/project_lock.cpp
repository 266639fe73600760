#include "ui/project/project_lock.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>

namespace palimpsest {

namespace {

// Two ways to one file lead to one lock.
QString lockFileOf(const QString& projectFile)
{
    const QFileInfo file(projectFile);
    const QFileInfo found(file.exists() ? file.canonicalFilePath() : file.absoluteFilePath());
    return found.dir().filePath(QStringLiteral(".%1.lock").arg(found.fileName()));
}

} // namespace

ProjectLock::ProjectLock(const QString& projectFile)
    : m_projectFile(projectFile),
      m_lockFile(lockFileOf(projectFile)),
      m_lock(m_lockFile)
{
    m_lock.setStaleLockTime(0); // held as long as the program lives, not for a time
}

ProjectLock::Outcome ProjectLock::hold()
{
    if (m_lock.isLocked() || m_lock.tryLock(0))
        return Outcome::Held;
    return m_lock.error() == QLockFile::LockFailedError ? Outcome::Taken : Outcome::Impossible;
}

ProjectLock::Outcome ProjectLock::takeOver()
{
    QFile::remove(m_lockFile);
    return hold();
}

LockOwner ProjectLock::owner() const
{
    LockOwner owner;
    QString program;
    m_lock.getLockInfo(&owner.process, &owner.host, &program);
    owner.elsewhere = owner.host != QSysInfo::machineHostName();
    return owner;
}

} // namespace palimpsest
