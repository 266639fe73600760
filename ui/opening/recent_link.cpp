#include "ui/opening/recent_link.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QPointer>
#include <QThreadPool>
#include <algorithm>
#include <iterator>
#include <utility>

#include "ui/opening/recent_files.h"
#include "ui/pages/document_opener.h"
#include "ui/project/project_keeper.h"
#include "ui/settings/settings.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPauseMs = 200;

// "letter.pdf – ~/scans".
QString titleOf(const QString& file)
{
    const QFileInfo info(file);
    QString folder = info.path();
    if (const QString home = QDir::homePath(); folder == home || folder.startsWith(home + QLatin1Char('/')))
        folder.replace(0, home.size(), QStringLiteral("~"));
    return QStringLiteral("%1 – %2").arg(info.fileName(), folder).replace(QLatin1Char('&'), QStringLiteral("&&"));
}

} // namespace

RecentLink::RecentLink(const Parts& parts, QObject* parent)
    : QObject(parent),
      m_parts(parts),
      m_remembering(loadSettings().rememberDocuments)
{
    m_keeping.setSingleShot(true);
    m_keeping.setInterval(kPauseMs);
    connect(&m_keeping, &QTimer::timeout, this, [this] {
        keep();
        look();
    });
    connect(&parts.opener, &DocumentOpener::opened, this,
        [this](const QString& file, std::size_t, const QString&, bool pasted) {
            if (!pasted)
                note(file);
        });
    connect(&parts.keeper, &ProjectKeeper::opened, this, [this](const QString& file) { note(file); });
    connect(&parts.keeper, &ProjectKeeper::saved, this, &RecentLink::note);
    parts.actions.connectTo(Command::ForgetRecent, this, [this] {
        m_noted.clear();
        forgetRecentFiles();
        offer({});
    });
    connect(&parts.actions.menu(WindowActions::Menu::Recent), &QMenu::aboutToShow, this, &RecentLink::look);
    offer({});
    look();
}

RecentLink::~RecentLink()
{
    keep();
}

void RecentLink::apply(const Settings& settings)
{
    m_remembering = settings.rememberDocuments;
    if (!m_remembering)
        m_parts.actions.action(Command::ForgetRecent).trigger();
}

void RecentLink::note(const QString& file)
{
    if (!m_remembering || file.isEmpty())
        return;
    m_noted.append(file);
    m_keeping.start();
}

void RecentLink::keep()
{
    if (!m_noted.isEmpty())
        rememberFiles(std::exchange(m_noted, {}));
}

// A disk that is away may take its time to say so.
void RecentLink::look()
{
    QThreadPool::globalInstance()->start([self = QPointer(this), files = recentFiles()] {
        QStringList there;
        std::copy_if(files.begin(), files.end(), std::back_inserter(there),
            [](const QString& file) { return QFileInfo::exists(file); });
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, there] {
                if (!self.isNull())
                    self->offer(there);
            },
            Qt::QueuedConnection);
    });
}

void RecentLink::offer(const QStringList& there)
{
    QMenu& menu = m_parts.actions.menu(WindowActions::Menu::Recent);
    QAction& forget = m_parts.actions.action(Command::ForgetRecent);
    for (QAction* const entry : menu.actions())
        if (entry != &forget)
            delete entry;
    for (const QString& file : there) {
        auto* const entry = new QAction(titleOf(file), &menu);
        connect(entry, &QAction::triggered, &m_parts.opener, [this, file] { m_parts.opener.open({ file }); });
        menu.insertAction(&forget, entry);
    }
    if (!there.isEmpty())
        menu.insertSeparator(&forget);
    forget.setEnabled(!there.isEmpty());
}

} // namespace palimpsest
