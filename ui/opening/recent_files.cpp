#include "ui/opening/recent_files.h"

#include <QDir>
#include <QSettings>

#include "ui/program_files.h"

namespace palimpsest {

namespace {

QSettings store()
{
    return { QDir(stateFolder()).filePath(QStringLiteral("recent.ini")), QSettings::IniFormat };
}

QString filesKey()
{
    return QStringLiteral("files");
}

} // namespace

QStringList withLatest(QStringList recent, const QStringList& latest)
{
    for (const QString& file : latest) {
        recent.removeAll(file);
        recent.prepend(file);
    }
    return recent.mid(0, kMostRecentFiles);
}

QStringList recentFiles()
{
    return store().value(filesKey()).toStringList().mid(0, kMostRecentFiles);
}

void rememberFiles(const QStringList& latest)
{
    store().setValue(filesKey(), withLatest(recentFiles(), latest));
}

void forgetRecentFiles()
{
    store().remove(filesKey());
}

} // namespace palimpsest
