// A signal stops the running program within moments, with its exit code and without half a result.

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>
#include <csignal>

#include "tests/app/program_run.h"

class StopSignalsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSignalStopsLongWork_data();
    void aSignalStopsLongWork();
};

void StopSignalsTest::aSignalStopsLongWork_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("Ctrl-C") << SIGINT << 130;
    QTest::newRow("a batch system wants the machine back") << SIGTERM << 75;
}

void StopSignalsTest::aSignalStopsLongWork()
{
    QFETCH(const int, signal);
    QFETCH(const int, exitCode);
    const QTemporaryDir parent;
    const QString folder = parent.filePath(QStringLiteral("3b"));
    QProcess process;
    process.start(palimpsest::programPath(),
        { QStringLiteral("checkpoint"), QStringLiteral("synth"), QStringLiteral("--shape"), QStringLiteral("3b-224"),
            QStringLiteral("-o"), folder });
    QTRY_VERIFY(QDir(folder).exists()); // it writes some gigabytes now
    QVERIFY(process.processId() > 0);
    QCOMPARE(kill(static_cast<pid_t>(process.processId()), signal), 0);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), exitCode);
    QVERIFY(process.readAllStandardError().isEmpty());
    QVERIFY(!QDir(folder).exists());
}

QTEST_GUILESS_MAIN(StopSignalsTest)
#include "stop_signals_test.moc"
