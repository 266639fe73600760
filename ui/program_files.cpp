#include "ui/program_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace palimpsest {

QString workerProgram()
{
    const QString named = qEnvironmentVariable("PALIMPSEST_PROGRAM");
    if (!named.isEmpty())
        return named;
    const QString name = QStringLiteral("palimpsest");
    const QString beside = QDir(QCoreApplication::applicationDirPath()).filePath(name);
    return QFileInfo(beside).isExecutable() ? beside : QStandardPaths::findExecutable(name);
}

QString resourcesFolder()
{
    const QString named = qEnvironmentVariable("PALIMPSEST_DATA");
    if (!named.isEmpty())
        return named;
    return QDir::cleanPath(
        QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral(PALIMPSEST_SHARE_FROM_BIN)));
}

QString sampleLetter()
{
    return QDir(resourcesFolder()).filePath(QStringLiteral("samples/letter.pdf"));
}

QString dataFolder()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation))
        .filePath(QStringLiteral("palimpsest"));
}

// QStandardPaths knows that folder from Qt 6.7 on.
QString stateFolder()
{
    const QString home = qEnvironmentVariable("XDG_STATE_HOME");
    const QString base = home.isEmpty() ? QDir::home().filePath(QStringLiteral(".local/state")) : home;
    return QDir(base).filePath(QStringLiteral("palimpsest"));
}

} // namespace palimpsest
