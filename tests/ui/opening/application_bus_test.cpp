// Upon a session bus of its own, which ctest starts: what desktops call arrives at the window there is, and starts one
// where there is none. gdbus calls, because it is not ours.

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusReply>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

#include "tests/ui/ui_test.h"
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/opening/application_bus.h"
#include "ui/opening/arrival_link.h"
#include "ui/opening/one_window.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 60'000;
constexpr char kName[] = "org.palimpsest.Palimpsest";

// A call from another program; its exit code is gdbus's.
class Call {
public:
    explicit Call(const QString& method, const QStringList& arguments)
    {
        m_gdbus.setProcessChannelMode(QProcess::MergedChannels);
        m_gdbus.start(QStringLiteral("gdbus"),
            QStringList{ QStringLiteral("call"), QStringLiteral("--session"), QStringLiteral("--dest"),
                QLatin1String(kName), QStringLiteral("--object-path"), QStringLiteral("/org/palimpsest/Palimpsest"),
                QStringLiteral("--method"), QStringLiteral("org.freedesktop.Application.") + method }
                + arguments);
    }
    // The window answers from this test's own event loop.
    [[nodiscard]] int exitCode()
    {
        const bool ended = QTest::qWaitFor([this] { return m_gdbus.state() == QProcess::NotRunning; }, kPatienceMs);
        return ended ? m_gdbus.exitCode() : -1;
    }
    [[nodiscard]] QString said() { return QString::fromUtf8(m_gdbus.readAll()); }

private:
    QProcess m_gdbus;
};

uint ownerPid()
{
    return QDBusConnection::sessionBus().interface()->servicePid(QLatin1String(kName)).value();
}

bool isOwned()
{
    return QDBusConnection::sessionBus().interface()->isServiceRegistered(QLatin1String(kName)).value();
}

} // namespace

class ApplicationBusTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void anAddressIsAFileOfThisComputer_data();
    void anAddressIsAFileOfThisComputer();
    void callsArrive();
    void actionsOfTheDesktopEntryAreKnown();
    void withoutABusNothingIsOffered_data();
    void withoutABusNothingIsOffered();
    void aBusThatIsGoneIsNoObstacle();
    void theWindowTakesWhatArrives();
    void theBusStartsTheWindow();
    void theNameIsWaitedFor();
};

void ApplicationBusTest::cleanup()
{
    if (const uint pid = isOwned() ? ownerPid() : 0; pid != 0 && pid != uint(QCoreApplication::applicationPid()))
        ::kill(static_cast<pid_t>(pid), SIGKILL); // the bus started it, and a test failed
}

void ApplicationBusTest::anAddressIsAFileOfThisComputer_data()
{
    QTest::addColumn<QString>("uri");
    QTest::addColumn<QString>("path");
    QTest::newRow("plain") << "file:///a/b.pdf"
                           << "/a/b.pdf";
    QTest::newRow("spaces and umlauts") << "file:///a%20b/%C3%9Cbersicht%20%231%25.pdf"
                                        << QStringLiteral("/a b/Übersicht #1%.pdf");
    QTest::newRow("spaces that nobody encoded") << "file:///a b.pdf"
                                                << "/a b.pdf";
    QTest::newRow("localhost") << "file://localhost/a.pdf"
                               << "/a.pdf";
    QTest::newRow("by the name of this computer")
        << QStringLiteral("file://%1/a.pdf").arg(QSysInfo::machineHostName()) << "/a.pdf";
    QTest::newRow("another computer") << "file://elsewhere.example/a.pdf"
                                      << "";
    QTest::newRow("a network") << "smb://elsewhere/a.pdf"
                               << "";
    QTest::newRow("no address") << "a.pdf"
                                << "";
}

void ApplicationBusTest::anAddressIsAFileOfThisComputer()
{
    QFETCH(const QString, uri);
    QFETCH(const QString, path);
    QCOMPARE(ApplicationBus::localPathOf(uri), path);
}

void ApplicationBusTest::callsArrive()
{
    const QTemporaryDir folder;
    OneWindow one(folder.filePath(QStringLiteral("socket")));
    QVERIFY(one.listen());
    QVERIFY(isOwned());
    QSignalSpy files(&one, &OneWindow::filesArrived);
    QSignalSpy windows(&one, &OneWindow::newWindowAsked);

    Call open(QStringLiteral("Open"),
        { QStringLiteral("['file:///a%20b/%C3%9Cbersicht.pdf', 'smb://elsewhere/x.pdf', 'file:///c.png']"),
            QStringLiteral("{'activation-token': <'token of the click'>}") });
    QCOMPARE(open.exitCode(), 0);
    QCOMPARE(files.size(), 1);
    QCOMPARE(files.at(0).at(0).toStringList(),
        (QStringList{ QStringLiteral("/a b/Übersicht.pdf"), QStringLiteral("/c.png") }));
    QCOMPARE(files.at(0).at(1).toStringList(), QStringList{ QStringLiteral("smb://elsewhere/x.pdf") });
    QCOMPARE(qgetenv("XDG_ACTIVATION_TOKEN"), QByteArray("token of the click"));

    Call activate(QStringLiteral("Activate"), { QStringLiteral("{}") });
    QCOMPARE(activate.exitCode(), 0);
    QCOMPARE(files.size(), 2);
    QVERIFY(files.at(1).at(0).toStringList().isEmpty() && files.at(1).at(1).toStringList().isEmpty());

    Call unknown(
        QStringLiteral("ActivateAction"), { QStringLiteral("fly"), QStringLiteral("[]"), QStringLiteral("{}") });
    QCOMPARE(unknown.exitCode(), 1);
    QVERIFY2(unknown.said().contains(QLatin1String("not 'fly'")), "an error that names the action");
    QVERIFY(windows.isEmpty());
}

void ApplicationBusTest::actionsOfTheDesktopEntryAreKnown()
{
    QSettings entry(
        sourceFile(QStringLiteral("resources/desktop/org.palimpsest.Palimpsest.desktop")), QSettings::IniFormat);
    entry.beginGroup(QStringLiteral("Desktop Entry"));
    QVERIFY(entry.value(QStringLiteral("DBusActivatable")).toBool());
    // QSettings takes what stands behind a semicolon for a remark; there is one action.
    const QStringList actions
        = entry.value(QStringLiteral("Actions")).toString().split(QLatin1Char(';'), Qt::SkipEmptyParts);
    QVERIFY(!actions.isEmpty());
    const QTemporaryDir folder;
    OneWindow one(folder.filePath(QStringLiteral("socket")));
    QVERIFY(one.listen());
    QSignalSpy windows(&one, &OneWindow::newWindowAsked);
    for (const QString& action : actions) {
        Call call(QStringLiteral("ActivateAction"), { action, QStringLiteral("[]"), QStringLiteral("{}") });
        QCOMPARE(call.exitCode(), 0);
    }
    QCOMPARE(windows.size(), actions.size());
}

void ApplicationBusTest::withoutABusNothingIsOffered_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("another computer's") << QByteArray("tcp:host=127.0.0.1,port=9");
    QTest::newRow("another computer's, as the second")
        << QByteArray("unix:path=/nowhere/bus;tcp:host=127.0.0.1,port=9");
    QTest::newRow("no address") << QByteArray("bus");
}

void ApplicationBusTest::withoutABusNothingIsOffered()
{
    QFETCH(const QByteArray, address);
    const QTemporaryDir folder;
    const QByteArray busBefore = qgetenv("DBUS_SESSION_BUS_ADDRESS");
    const QByteArray runtimeBefore = qgetenv("XDG_RUNTIME_DIR");
    qputenv("XDG_RUNTIME_DIR", folder.path().toUtf8());
    if (address.isEmpty())
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    else
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
    {
        ApplicationBus bus;
        QCOMPARE(bus.offer(), ApplicationBus::Offer::NoBus);
        OneWindow one(folder.filePath(QStringLiteral("socket")));
        QVERIFY(one.listen()); // the socket does without
    }
    qputenv("DBUS_SESSION_BUS_ADDRESS", busBefore);
    qputenv("XDG_RUNTIME_DIR", runtimeBefore);
}

// The library asks for the address once in the life of a program.
void ApplicationBusTest::aBusThatIsGoneIsNoObstacle()
{
    const QTemporaryDir folder;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nowhere/bus"));
    environment.insert(QStringLiteral("WAYLAND_DISPLAY"), QStringLiteral("x"));
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), folder.path());
    environment.insert(QStringLiteral("XDG_STATE_HOME"), folder.path());
    QProcess first;
    QProcess second;
    for (QProcess* const start : { &first, &second }) {
        start->setProcessEnvironment(environment);
        start->start(qEnvironmentVariable("PALIMPSEST_DESKTOP"), {});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.filePath(QStringLiteral("palimpsest-x"))), kPatienceMs);
    }
    QVERIFY(second.waitForFinished(kPatienceMs));
    QCOMPARE(second.exitCode(), 0);
    QCOMPARE(first.state(), QProcess::Running);
    first.terminate();
    QVERIFY(first.waitForFinished(kPatienceMs));
    const QByteArray said = first.readAllStandardError().toLower();
    QVERIFY2(!said.contains("bus") && !said.contains("/nowhere"), said.constData());
}

void ApplicationBusTest::theWindowTakesWhatArrives()
{
    const QTemporaryDir folder;
    OneWindow one(folder.filePath(QStringLiteral("socket")));
    MainWindow window;
    const ArrivalLink arrivals(one, window);
    Q_EMIT one.newWindowAsked();
    QVERIFY2(window.isVisible(), "a program that was started for it is the new window");
    window.hide();
    Q_EMIT one.filesArrived(
        { sourceFile(QStringLiteral("resources/samples/letter.pdf")) }, { QStringLiteral("smb://elsewhere/x.pdf") });
    QVERIFY(window.isVisible());
    QVERIFY(window.messages().shownText().contains(QLatin1String("smb://elsewhere/x.pdf is not on this computer")));
    QTRY_COMPARE_WITH_TIMEOUT(window.project().pageOrder().size(), std::size_t(2), kPatienceMs);
}

// The real program, found by the service file that is installed.
void ApplicationBusTest::theBusStartsTheWindow()
{
    const QTemporaryDir folder;
    QMap<QString, QString> told;
    for (const char* const name : { "XDG_RUNTIME_DIR", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME" })
        told[QString::fromLatin1(name)] = folder.path();
    QDBusMessage update = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"),
        QStringLiteral("/org/freedesktop/DBus"), QStringLiteral("org.freedesktop.DBus"),
        QStringLiteral("UpdateActivationEnvironment"));
    QDBusArgument map;
    map.beginMap(QMetaType::fromType<QString>(), QMetaType::fromType<QString>());
    for (auto row = told.constBegin(); row != told.constEnd(); ++row) {
        map.beginMapEntry();
        map << row.key() << row.value();
        map.endMapEntry();
    }
    map.endMap();
    update << QVariant::fromValue(map);
    QCOMPARE(QDBusConnection::sessionBus().call(update).type(), QDBusMessage::ReplyMessage);

    const auto remembered = [&] {
        return QSettings(folder.filePath(QStringLiteral("palimpsest/recent.ini")), QSettings::IniFormat)
            .value(QStringLiteral("files"))
            .toStringList();
    };
    const QString overview = folder.filePath(QStringLiteral("Übersicht eins.png"));
    const QString letter = sourceFile(QStringLiteral("resources/samples/letter.pdf"));
    QVERIFY(QFile::copy(sourceFile(QStringLiteral("resources/samples/table.png")), overview));
    QVERIFY(!isOwned());
    Call open(QStringLiteral("Open"),
        { QStringLiteral("['%1']").arg(QString::fromUtf8(QUrl::fromLocalFile(overview).toEncoded())),
            QStringLiteral("{}") });
    QVERIFY2(open.exitCode() == 0, qPrintable(open.said()));
    QTRY_COMPARE_WITH_TIMEOUT(remembered(), QStringList{ overview }, kPatienceMs);
    const uint pid = ownerPid();

    // A start by hand finds it, too.
    QProcess second;
    QProcessEnvironment same = QProcessEnvironment::systemEnvironment();
    for (auto row = told.constBegin(); row != told.constEnd(); ++row)
        same.insert(row.key(), row.value());
    second.setProcessEnvironment(same);
    second.start(qEnvironmentVariable("PALIMPSEST_DESKTOP"), { letter });
    QVERIFY(second.waitForFinished(kPatienceMs));
    QCOMPARE(second.exitCode(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(remembered(), (QStringList{ letter, overview }), kPatienceMs);
    QCOMPARE(ownerPid(), pid);

    QCOMPARE(::kill(static_cast<pid_t>(pid), SIGTERM), 0);
    QTRY_VERIFY_WITH_TIMEOUT(!isOwned(), kPatienceMs);
}

void ApplicationBusTest::theNameIsWaitedFor()
{
    QProcess first;
    const QTemporaryDir folder;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), folder.path());
    environment.insert(QStringLiteral("XDG_STATE_HOME"), folder.path());
    first.setProcessEnvironment(environment);
    first.start(qEnvironmentVariable("PALIMPSEST_DESKTOP"), {});
    QTRY_VERIFY_WITH_TIMEOUT(isOwned(), kPatienceMs);

    ApplicationBus bus; // of another display, say
    QCOMPARE(bus.offer(), ApplicationBus::Offer::Waiting);
    QSignalSpy activated(&bus, &ApplicationBus::activated);
    first.terminate();
    QVERIFY(first.waitForFinished(kPatienceMs));
    QTRY_COMPARE_WITH_TIMEOUT(ownerPid(), static_cast<uint>(QCoreApplication::applicationPid()), kPatienceMs);
    Call activate(QStringLiteral("Activate"), { QStringLiteral("{}") });
    QCOMPARE(activate.exitCode(), 0);
    QCOMPARE(activated.size(), 1);
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::ApplicationBusTest)
#include "application_bus_test.moc"
