#pragma once
// What desktops call upon the session bus: the interface org.freedesktop.Application of the Desktop Entry
// Specification, under the name of our desktop entry. Where there is no session bus nothing is offered and nothing is
// said. GUI thread.

#include <QObject>
#include <QString>
#include <QStringList>
#include <memory>

class QDBusConnection;

namespace palimpsest {

class ApplicationBus final : public QObject {
    Q_OBJECT

public:
    enum class Offer {
        Ours,    // calls arrive here
        Waiting, // another program has the name; it is ours when that one ends
        NoBus,
    };

    explicit ApplicationBus(QObject* parent = nullptr);
    ~ApplicationBus() override;

    Offer offer();

    // None: it is no file of this computer.
    [[nodiscard]] static QString localPathOf(const QString& uri);

Q_SIGNALS:
    void activated();
    // Paths of this computer, in the order given, and what was asked for that lies elsewhere.
    void filesArrived(const QStringList& files, const QStringList& elsewhere);
    void newWindowAsked();

private:
    std::unique_ptr<QDBusConnection> m_connection; // one of its own, closed with it
};

} // namespace palimpsest
