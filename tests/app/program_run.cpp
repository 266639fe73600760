#include "tests/app/program_run.h"

#include <QFile>
#include <QProcess>

namespace palimpsest {

namespace {
constexpr int kTimeoutMs = 60'000;
}

QString programPath()
{
    return qEnvironmentVariable("PALIMPSEST_PROGRAM");
}

ProgramRun runProgram(const QStringList& arguments, const QStringList& environment)
{
    QProcess process;
    process.setEnvironment(QProcess::systemEnvironment() + environment);
    process.start(programPath(), arguments);
    ProgramRun run;
    if (process.waitForFinished(kTimeoutMs) && process.exitStatus() == QProcess::NormalExit)
        run.exitCode = process.exitCode();
    else
        process.kill();
    run.out = process.readAllStandardOutput();
    run.err = process.readAllStandardError();
    return run;
}

QString inSource(const char* path)
{
    return qEnvironmentVariable("PALIMPSEST_SOURCE_DIR") + QLatin1Char('/') + QLatin1String(path);
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace palimpsest
