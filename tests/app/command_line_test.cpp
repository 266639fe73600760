// Every command and option explains itself, nonsense is refused with exit code 1, and what programs read parses.

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "app/command_line.h"
#include "tests/app/program_run.h"

using namespace palimpsest;

class CommandLineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyOptionHasHelpText();
    void helpOfEveryCommand();
    void version();
    void nonsenseIsRefused_data();
    void nonsenseIsRefused();
    void devicesAsJson();
    void quietAndVerboseStandBehindTheCommand();
    void fullStandardOutputIsAnError();

private:
    CLI::App m_program;
    GlobalOptions m_global;
    Action m_chosen;
};

namespace {

QStringList complaints(const CLI::App& app, const QString& path)
{
    QStringList found;
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_description().empty())
            found += path + QLatin1Char(' ') + QString::fromStdString(option->get_name());
    }
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        const QString name = path + QLatin1Char(' ') + QString::fromStdString(command->get_name());
        if (command->get_description().empty())
            found += name;
        found += complaints(*command, name);
    }
    return found;
}

} // namespace

void CommandLineTest::initTestCase()
{
    declareCommandLine(m_program, m_global, m_chosen);
}

void CommandLineTest::everyOptionHasHelpText()
{
    const QStringList found = complaints(m_program, QStringLiteral("palimpsest"));
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1String(", "))));
}

void CommandLineTest::helpOfEveryCommand()
{
    int commands = 0;
    for (const CLI::App* command : m_program.get_subcommands([](const CLI::App*) { return true; })) {
        const QString name = QString::fromStdString(command->get_name());
        const ProgramRun run = runProgram({ name, QStringLiteral("--help") });
        QCOMPARE(run.exitCode, 0);
        QVERIFY2(run.out.contains(command->get_description().c_str()), qPrintable(name));
        QVERIFY(run.err.isEmpty());
        ++commands;
    }
    QVERIFY(commands > 0);
}

void CommandLineTest::version()
{
    const ProgramRun run = runProgram({ QStringLiteral("--version") });
    QCOMPARE(run.exitCode, 0);
    QVERIFY(run.out.startsWith("palimpsest "));
}

void CommandLineTest::nonsenseIsRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList();
    QTest::newRow("an unknown command") << QStringList{ QStringLiteral("write") };
    QTest::newRow("an unknown option") << QStringList{ QStringLiteral("devices"), QStringLiteral("--colour") };
    QTest::newRow("no number") << QStringList{ QStringLiteral("devices"), QStringLiteral("--threads"),
        QStringLiteral("many") };
    QTest::newRow("more threads than sense")
        << QStringList{ QStringLiteral("devices"), QStringLiteral("--threads"), QStringLiteral("100000") };
    QTest::newRow("quiet and verbose") << QStringList{ QStringLiteral("-q"), QStringLiteral("-v"),
        QStringLiteral("devices") };
}

void CommandLineTest::nonsenseIsRefused()
{
    QFETCH(const QStringList, arguments);
    const ProgramRun run = runProgram(arguments);
    QCOMPARE(run.exitCode, 1);
    QVERIFY(run.out.isEmpty());
    QVERIFY(!run.err.isEmpty());
}

void CommandLineTest::devicesAsJson()
{
    const ProgramRun run = runProgram({ QStringLiteral("devices"), QStringLiteral("--json") });
    QCOMPARE(run.exitCode, 0);
    const QJsonArray devices = QJsonDocument::fromJson(run.out).object()[QLatin1String("devices")].toArray();
    QVERIFY(!devices.isEmpty());
    QCOMPARE(devices.first().toObject()[QLatin1String("id")].toString(), QStringLiteral("cpu"));
    QCOMPARE(devices.first().toObject()[QLatin1String("usable")].toBool(), true);
}

void CommandLineTest::quietAndVerboseStandBehindTheCommand()
{
    QCOMPARE(runProgram({ QStringLiteral("devices"), QStringLiteral("-q") }).exitCode, 0);
    QCOMPARE(runProgram({ QStringLiteral("devices"), QStringLiteral("--verbose") }).exitCode, 0);
}

void CommandLineTest::fullStandardOutputIsAnError()
{
    if (!QFile::exists(QStringLiteral("/dev/full")))
        QSKIP("this system has no /dev/full");
    QProcess process;
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.start(programPath(), { QStringLiteral("devices") });
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 5);
    QVERIFY(process.readAllStandardError().contains("standard output"));
}

QTEST_GUILESS_MAIN(CommandLineTest)
#include "command_line_test.moc"
