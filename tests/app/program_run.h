#pragma once
// Runs the built palimpsest as a shell would, for the tests of the command line. Its path comes from
// PALIMPSEST_PROGRAM.

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace palimpsest {

struct ProgramRun {
    int exitCode = -1; // -1: it crashed or did not start
    QByteArray out;
    QByteArray err;
};

// Waits at most a minute. `environment`: "NAME=value" to set on top of the test's own.
ProgramRun runProgram(const QStringList& arguments, const QStringList& environment = {});

QString programPath();

// A file of the repository, which PALIMPSEST_SOURCE_DIR names.
QString inSource(const char* path);

// Empty where it cannot be read.
QByteArray contentOf(const QString& path);

} // namespace palimpsest
