#include "ui/opening/application_bus.h"

#include <QDBusAbstractAdaptor>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QSysInfo>
#include <QUrl>
#include <QVariantMap>
#include <algorithm>

namespace palimpsest {

namespace {

// The path is the name with strokes for its dots: the specification wants it so.
constexpr char kName[] = "org.palimpsest.Palimpsest";
constexpr char kPath[] = "/org/palimpsest/Palimpsest";
constexpr char kConnection[] = "palimpsest-application";
// As in [Desktop Action new-window] of the desktop entry.
constexpr char kNewWindow[] = "new-window";

// Only a bus of this computer that runs already: a library would start one where none does, and an address may name
// another computer, which this program never speaks to.
bool hasLocalBus()
{
    const QString address = qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS");
    if (address.isEmpty())
        return QFileInfo::exists(
            QDir(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation)).filePath(QStringLiteral("bus")));
    const QStringList ways = address.split(QLatin1Char(';'), Qt::SkipEmptyParts);
    return std::all_of(
        ways.begin(), ways.end(), [](const QString& way) { return way.startsWith(QLatin1String("unix:")); });
}

// Wayland lets a window come to the front only with the token of whoever was clicked; Qt takes it from there.
void keepToken(const QVariantMap& platform)
{
    const QString token = platform.value(QStringLiteral("activation-token")).toString();
    if (!token.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());
}

// Its slots have the names that the interface gives its methods.
class ApplicationAdaptor final : public QDBusAbstractAdaptor {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Application")

public:
    explicit ApplicationAdaptor(ApplicationBus& bus) : QDBusAbstractAdaptor(&bus), m_bus(bus) { }

public Q_SLOTS:
    void Activate(const QVariantMap& platform_data)
    {
        keepToken(platform_data);
        Q_EMIT m_bus.activated();
    }

    void Open(const QStringList& uris, const QVariantMap& platform_data)
    {
        keepToken(platform_data);
        QStringList files;
        QStringList elsewhere;
        for (const QString& uri : uris) {
            const QString file = ApplicationBus::localPathOf(uri);
            (file.isEmpty() ? elsewhere : files).append(file.isEmpty() ? uri : file);
        }
        Q_EMIT m_bus.filesArrived(files, elsewhere);
    }

    void ActivateAction(const QString& action_name, const QVariantList& parameter, const QVariantMap& platform_data,
        const QDBusMessage& call)
    {
        if (action_name != QLatin1String(kNewWindow) || !parameter.isEmpty()) {
            call.setDelayedReply(true); // the error is the reply
            QDBusConnection(QLatin1String(kConnection))
                .send(call.createErrorReply(QDBusError::InvalidArgs,
                    QStringLiteral("the actions are 'new-window', without a parameter; not '%1'").arg(action_name)));
            return;
        }
        keepToken(platform_data);
        Q_EMIT m_bus.newWindowAsked();
    }

private:
    ApplicationBus& m_bus;
};

} // namespace

ApplicationBus::ApplicationBus(QObject* parent) : QObject(parent)
{
    new ApplicationAdaptor(*this);
}

ApplicationBus::~ApplicationBus()
{
    if (m_connection)
        QDBusConnection::disconnectFromBus(QLatin1String(kConnection));
}

ApplicationBus::Offer ApplicationBus::offer()
{
    if (!hasLocalBus())
        return Offer::NoBus;
    m_connection = std::make_unique<QDBusConnection>(
        QDBusConnection::connectToBus(QDBusConnection::SessionBus, QLatin1String(kConnection)));
    if (!m_connection->isConnected() || !m_connection->registerObject(QLatin1String(kPath), this))
        return Offer::NoBus;
    const QDBusReply<QDBusConnectionInterface::RegisterServiceReply> reply = m_connection->interface()->registerService(
        QLatin1String(kName), QDBusConnectionInterface::QueueService, QDBusConnectionInterface::DontAllowReplacement);
    if (!reply.isValid())
        return Offer::NoBus;
    return reply.value() == QDBusConnectionInterface::ServiceRegistered ? Offer::Ours : Offer::Waiting;
}

QString ApplicationBus::localPathOf(const QString& uri)
{
    QUrl address(uri);
    const QString host = address.host();
    const bool here = host.isEmpty() || host == QLatin1String("localhost")
        || host.compare(QSysInfo::machineHostName(), Qt::CaseInsensitive) == 0;
    if (!address.isLocalFile() || !here)
        return {};
    address.setHost({});
    return address.toLocalFile();
}

} // namespace palimpsest

#include "application_bus.moc"
