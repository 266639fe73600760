#include "ui/opening/arrival_link.h"

#include <QCoreApplication>
#include <QProcess>

#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/opening/one_window.h"

namespace palimpsest {

ArrivalLink::ArrivalLink(OneWindow& one, MainWindow& window, QObject* parent) : QObject(parent), m_window(window)
{
    connect(&one, &OneWindow::filesArrived, this, [this](const QStringList& files, const QStringList& elsewhere) {
        showWindow();
        m_window.openPaths(files);
        refuse(elsewhere);
    });
    connect(&one, &OneWindow::newWindowAsked, this, &ArrivalLink::openAnother);
}

void ArrivalLink::showWindow()
{
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
}

void ArrivalLink::refuse(const QStringList& elsewhere)
{
    for (const QString& address : elsewhere)
        m_window.messages().post({ MessageStrip::Kind::Warning,
            tr("%1 is not on this computer, and nothing is opened over a network. Copy it to this computer first.")
                .arg(address),
            {}, {} });
}

void ArrivalLink::openAnother()
{
    if (!m_window.isVisible()) { // started for this very call: it is the new one
        showWindow();
        return;
    }
    if (!QProcess::startDetached(QCoreApplication::applicationFilePath(), { QStringLiteral("--new-window") }))
        m_window.messages().post({ MessageStrip::Kind::Error, tr("Another window could not be started."), {}, {} });
}

} // namespace palimpsest
