#pragma once
// The documents and projects opened last, the latest first: their names alone, kept with what a run leaves for the next
// one and apart from the settings. Plain functions; GUI thread.

#include <QString>
#include <QStringList>

namespace palimpsest {

inline constexpr qsizetype kMostRecentFiles = 10;

// `latest` before the others, in the order in which they were opened, each once.
[[nodiscard]] QStringList withLatest(QStringList recent, const QStringList& latest);

[[nodiscard]] QStringList recentFiles();
void rememberFiles(const QStringList& latest);
void forgetRecentFiles();

} // namespace palimpsest
