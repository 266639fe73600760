#include "ui/opening/one_window.h"

#include <QDir>
#include <QFile>
#include <QSocketNotifier>
#include <QStandardPaths>
#include <QThread>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace palimpsest {

namespace {

constexpr int kPatienceSeconds = 10;
constexpr int kConnectTries = 20; // the other one may have its lock and not its socket yet
constexpr int kConnectPauseMs = 100;
constexpr qsizetype kMostBytes = 1 << 20;
constexpr char kTaken = '\n';

// None where the name is longer than the system's sockets take.
std::optional<sockaddr_un> addressOf(const QString& file)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray name = QFile::encodeName(file);
    if (name.size() >= static_cast<qsizetype>(sizeof address.sun_path))
        return std::nullopt;
    std::memcpy(address.sun_path, name.constData(), static_cast<std::size_t>(name.size()));
    return address;
}

const sockaddr* asGeneral(const sockaddr_un& address)
{
    return reinterpret_cast<const sockaddr*>(&address);
}

void closeIfOpen(int& descriptor)
{
    if (descriptor >= 0)
        ::close(descriptor);
    descriptor = -1;
}

bool sendAll(int socket, QByteArray bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t sent = ::send(socket, bytes.constData(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        bytes.remove(0, sent);
    }
    return true;
}

bool connectTo(int socket, const sockaddr_un& address)
{
    for (int tries = 0; tries < kConnectTries; ++tries) {
        if (::connect(socket, asGeneral(address), sizeof address) == 0)
            return true;
        QThread::msleep(kConnectPauseMs);
    }
    return false;
}

} // namespace

OneWindow::OneWindow(QString socketFile, QObject* parent) : QObject(parent), m_file(std::move(socketFile))
{
    connect(&m_bus, &ApplicationBus::activated, this, [this] { Q_EMIT filesArrived({}, {}); });
    connect(&m_bus, &ApplicationBus::filesArrived, this, &OneWindow::filesArrived);
    connect(&m_bus, &ApplicationBus::newWindowAsked, this, &OneWindow::newWindowAsked);
}

OneWindow::~OneWindow()
{
    for (auto connection = m_connections.begin(); connection != m_connections.end(); ++connection) {
        delete connection->notifier;
        ::close(connection.key());
    }
    if (m_listening >= 0)
        QFile::remove(m_file);
    closeIfOpen(m_listening);
    closeIfOpen(m_lock);
}

QString OneWindow::usualSocketFile()
{
    const QByteArray display
        = qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ? qgetenv("DISPLAY") : qgetenv("WAYLAND_DISPLAY");
    QString name = QFile::decodeName("palimpsest-" + display);
    name.replace(QLatin1Char('/'), QLatin1Char('_'));
    return QDir(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation)).filePath(name);
}

bool OneWindow::listen()
{
    if (!listenAtSocket())
        return false;
    m_bus.offer(); // without a bus the socket is all there is
    return true;
}

bool OneWindow::listenForBus()
{
    listenAtSocket();
    return m_bus.offer() == ApplicationBus::Offer::Ours;
}

bool OneWindow::listenAtSocket()
{
    const auto address = addressOf(m_file);
    const QByteArray lock = QFile::encodeName(m_file + QStringLiteral(".lock"));
    m_lock = ::open(lock.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (!address || m_lock < 0 || ::flock(m_lock, LOCK_EX | LOCK_NB) != 0) {
        closeIfOpen(m_lock);
        return false;
    }
    QFile::remove(m_file);
    m_listening = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (m_listening < 0 || ::bind(m_listening, asGeneral(*address), sizeof *address) != 0
        || ::listen(m_listening, SOMAXCONN) != 0) {
        closeIfOpen(m_listening);
        closeIfOpen(m_lock);
        return false;
    }
    auto* const notifier = new QSocketNotifier(m_listening, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &OneWindow::accept);
    return true;
}

bool OneWindow::handOver(const QStringList& files) const
{
    const auto address = addressOf(m_file);
    int connection = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (!address || connection < 0) {
        closeIfOpen(connection);
        return false;
    }
    const timeval patience{ kPatienceSeconds, 0 };
    ::setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    QByteArray message;
    for (const QString& file : files)
        message += QFile::encodeName(file) + '\0';
    char answer = 0;
    const bool taken = connectTo(connection, *address) && sendAll(connection, message)
        && ::shutdown(connection, SHUT_WR) == 0 && ::recv(connection, &answer, 1, 0) == 1 && answer == kTaken;
    closeIfOpen(connection);
    return taken;
}

void OneWindow::accept()
{
    const int connection = ::accept4(m_listening, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (connection < 0)
        return;
    auto* const notifier = new QSocketNotifier(connection, QSocketNotifier::Read, this);
    m_connections.insert(connection, { notifier, {} });
    connect(notifier, &QSocketNotifier::activated, this, [this, connection] { receive(connection); });
}

void OneWindow::receive(int connection)
{
    char piece[4096];
    const ssize_t count = ::recv(connection, piece, sizeof piece, 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    QByteArray& received = m_connections[connection].received;
    if (count > 0)
        received.append(piece, count);
    if (count > 0 && received.size() <= kMostBytes)
        return;
    const Connection ended = m_connections.take(connection);
    ended.notifier->setEnabled(false);
    ended.notifier->deleteLater();
    const bool whole = count == 0;
    if (whole)
        sendAll(connection, QByteArray(1, kTaken));
    ::close(connection);
    if (!whole)
        return;
    QStringList files;
    for (const QByteArray& name : ended.received.split('\0'))
        if (!name.isEmpty())
            files.append(QFile::decodeName(name));
    Q_EMIT filesArrived(files, {});
}

} // namespace palimpsest
