#pragma once
// One window for all documents that are opened from elsewhere: the first window of a user on a display listens at a
// Unix socket in the user's run-time folder, a later start gives it its files and ends. Whoever listens there is also
// who answers desktops upon the session bus, where there is one. The socket is written with the system's calls, because
// Qt's local sockets come in the library that holds its network. GUI thread.
//
// Who holds the lock beside the socket is the window that listens; the system lets go of it when a program ends in
// whatever way, so a socket that was left behind is no obstacle.

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QString>
#include <QStringList>

#include "ui/opening/application_bus.h"

class QSocketNotifier;

namespace palimpsest {

class OneWindow final : public QObject {
    Q_OBJECT

public:
    explicit OneWindow(QString socketFile = usualSocketFile(), QObject* parent = nullptr);
    ~OneWindow() override;

    // $XDG_RUNTIME_DIR/palimpsest-DISPLAY.
    [[nodiscard]] static QString usualSocketFile();

    // False: another window listens already, or there is no place for a socket.
    bool listen();
    // For a program that the bus started: it has the bus's calls even where another window listens, which is then one
    // that the bus does not know. False: another program has them, or there is no bus.
    bool listenForBus();
    // Absolute paths. Waits until the window that listens has taken them. False: none did within ten seconds.
    [[nodiscard]] bool handOver(const QStringList& files) const;

Q_SIGNALS:
    // No files: somebody started the program once more. `elsewhere`: addresses that are no files of this computer.
    void filesArrived(const QStringList& files, const QStringList& elsewhere);
    void newWindowAsked();

private:
    bool listenAtSocket();
    void accept();
    void receive(int connection);

    QString m_file;
    int m_lock = -1;
    int m_listening = -1;
    struct Connection {
        QSocketNotifier* notifier = nullptr;
        QByteArray received;
    };
    QHash<int, Connection> m_connections;
    ApplicationBus m_bus;
};

} // namespace palimpsest
