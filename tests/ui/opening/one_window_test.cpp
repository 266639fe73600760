// A second start gives its files to the window there is and ends; what a killed one left is no obstacle.

#include <QApplication>
#include <QFile>
#include <QProcess>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <future>

#include "tests/ui/ui_test.h"
#include "ui/opening/one_window.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 60'000;

QProcessEnvironment environmentIn(const QTemporaryDir& folder)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), folder.path());
    environment.insert(QStringLiteral("XDG_STATE_HOME"), folder.path());
    environment.insert(QStringLiteral("DISPLAY"), QStringLiteral(":7/a"));
    return environment;
}

} // namespace

class OneWindowTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filesAreHandedOver();
    void nobodyThereIsSaid();
    void aSocketThatWasLeftIsTakenOver();
    void whatIsNoMessageIsDropped();
    void aSecondStartEnds();
};

void OneWindowTest::filesAreHandedOver()
{
    const QTemporaryDir folder;
    const QString socket = folder.filePath(QStringLiteral("socket"));
    OneWindow first(socket);
    QVERIFY(first.listen());
    QSignalSpy arrived(&first, &OneWindow::filesArrived);
    const QStringList files{ QStringLiteral("/a b/Übersicht\n1.pdf"), QStringLiteral("/c.png") };
    for (const QStringList& given : { files, QStringList() }) {
        OneWindow second(socket);
        QVERIFY(!second.listen());
        auto handed = std::async(std::launch::async, [&] { return second.handOver(given); });
        QTRY_COMPARE(arrived.size(), 1);
        QVERIFY(handed.get());
        QCOMPARE(arrived.takeFirst().first().toStringList(), given);
    }
}

void OneWindowTest::nobodyThereIsSaid()
{
    const QTemporaryDir folder;
    const OneWindow alone(folder.filePath(QStringLiteral("socket")));
    QVERIFY(!alone.handOver({ QStringLiteral("/a.pdf") }));
    OneWindow tooLong(folder.filePath(QString(200, QLatin1Char('x'))));
    QVERIFY(!tooLong.listen());
    QVERIFY(!tooLong.handOver({}));
}

void OneWindowTest::aSocketThatWasLeftIsTakenOver()
{
    const QTemporaryDir folder;
    const QString socket = folder.filePath(QStringLiteral("socket"));
    QFile left(socket);
    QVERIFY(left.open(QIODevice::WriteOnly));
    left.close();
    {
        OneWindow first(socket);
        QVERIFY(first.listen());
    }
    QVERIFY(!QFile::exists(socket));
    OneWindow next(socket);
    QVERIFY(next.listen());
}

void OneWindowTest::whatIsNoMessageIsDropped()
{
    const QTemporaryDir folder;
    const QString socket = folder.filePath(QStringLiteral("socket"));
    OneWindow first(socket);
    QVERIFY(first.listen());
    QSignalSpy arrived(&first, &OneWindow::filesArrived);
    OneWindow second(socket);
    auto handed
        = std::async(std::launch::async, [&] { return second.handOver({ QString(3 << 20, QLatin1Char('x')) }); });
    QTRY_VERIFY_WITH_TIMEOUT(handed.wait_for(std::chrono::seconds(0)) == std::future_status::ready, kPatienceMs);
    QVERIFY(!handed.get());
    QVERIFY(arrived.isEmpty());
}

// The programs themselves; the first one tells what it opened by what it remembers.
void OneWindowTest::aSecondStartEnds()
{
    const QTemporaryDir folder;
    const QString program = qEnvironmentVariable("PALIMPSEST_DESKTOP");
    const QString letter = sourceFile(QStringLiteral("resources/samples/letter.pdf"));
    const auto remembered = [&] {
        return QSettings(folder.filePath(QStringLiteral("palimpsest/recent.ini")), QSettings::IniFormat)
            .value(QStringLiteral("files"))
            .toStringList();
    };
    const QString socket = folder.filePath(QStringLiteral("palimpsest-:7_a"));
    QProcess first;
    first.setProcessEnvironment(environmentIn(folder));
    first.start(program, {});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(socket), kPatienceMs);
    QProcess second;
    second.setProcessEnvironment(environmentIn(folder));
    second.start(program, { letter });
    QVERIFY(second.waitForFinished(kPatienceMs));
    QCOMPARE(second.exitCode(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(remembered(), QStringList{ letter }, kPatienceMs);
    QCOMPARE(first.state(), QProcess::Running);

    QCOMPARE(::kill(static_cast<pid_t>(first.processId()), SIGKILL), 0);
    QVERIFY(first.waitForFinished(kPatienceMs));
    QVERIFY(QFile::exists(socket));
    QProcess third;
    third.setProcessEnvironment(environmentIn(folder));
    third.start(program, { sourceFile(QStringLiteral("resources/samples/table.png")) });
    QTRY_COMPARE_WITH_TIMEOUT(remembered().size(), qsizetype(2), kPatienceMs);
    QProcess own;
    own.setProcessEnvironment(environmentIn(folder));
    own.start(program, { QStringLiteral("--new-window"), sourceFile(QStringLiteral("resources/samples/music.png")) });
    QTRY_COMPARE_WITH_TIMEOUT(remembered().size(), qsizetype(3), kPatienceMs);
    QCOMPARE(own.state(), QProcess::Running);
    for (QProcess* const process : { &third, &own }) {
        process->terminate();
        QVERIFY(process->waitForFinished(kPatienceMs));
    }
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::OneWindowTest)
#include "one_window_test.moc"
