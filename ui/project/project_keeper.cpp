#include "ui/project/project_keeper.h"

#include <utility>

#include "ui/project/project_file.h"

namespace palimpsest {

namespace {

constexpr int kAutosaveMs = 15'000;

} // namespace

ProjectKeeper::ProjectKeeper(Project& project, QObject* parent) : QObject(parent), m_project(project)
{
    m_disk.setMaxThreadCount(1);
    m_autosave.setSingleShot(true);
    m_autosave.setInterval(kAutosaveMs);
    connect(&m_autosave, &QTimer::timeout, this, &ProjectKeeper::autosaveNow);
    connect(&project, &Project::pageChanged, this, &ProjectKeeper::noteChange);
    connect(&project, &Project::regionsChanged, this, &ProjectKeeper::noteChange);
    connect(&project, &Project::postureChanged, this, &ProjectKeeper::noteChange);
    connect(&project, &Project::pagesReset, this, &ProjectKeeper::noteChange);
    connect(&project, &Project::answerLanguageChanged, this, &ProjectKeeper::noteChange);
}

ProjectKeeper::~ProjectKeeper()
{
    m_disk.waitForDone();
}

// Pictures that are put there must not be taken for those of a run that has ended.
QString ProjectKeeper::pastedFolder()
{
    m_session.hold();
    return m_session.path();
}

void ProjectKeeper::startNew()
{
    m_file.clear();
    m_lock.reset();
    m_project.clear();
}

void ProjectKeeper::open(const QString& file)
{
    read(file, Origin::File, {});
}

void ProjectKeeper::takeOver(const QString& file)
{
    read(file, Origin::TakenOver, {});
}

void ProjectKeeper::restore(const SessionFolder::Abandoned& session)
{
    read(session.autosaveFile, Origin::Autosave, session);
}

void ProjectKeeper::read(const QString& file, Origin origin, const SessionFolder::Abandoned& session)
{
    const bool again = origin != Origin::Autosave && m_lock != nullptr && m_lock->projectFile() == file;
    const auto lock = again ? m_lock : origin == Origin::Autosave ? nullptr : std::make_shared<ProjectLock>(file);
    m_disk.start([this, file, origin, session, lock, folder = pastedFolder()] {
        const auto held = lock == nullptr ? ProjectLock::Outcome::Held
            : origin == Origin::TakenOver ? lock->takeOver()
                                          : lock->hold();
        const auto outcome = std::make_shared<Result<ReadProject>>(readProject(file, folder));
        QMetaObject::invokeMethod(this, [this, file, origin, session, outcome, lock, held] {
            if (!outcome->ok()) {
                Q_EMIT failed(outcome->error());
                return;
            }
            const bool elsewhere = held == ProjectLock::Outcome::Taken;
            ReadProject project = std::move(*outcome).value();
            m_file = origin == Origin::Autosave || elsewhere ? QString() : file;
            m_lock = elsewhere ? nullptr : lock;
            m_project.restore(std::move(project.content.documents), std::move(project.content.pages),
                project.content.answerLanguage, origin == Origin::Autosave);
            if (origin == Origin::Autosave)
                SessionFolder::discard(session);
            Q_EMIT opened(m_file, project.missing);
            if (elsewhere)
                Q_EMIT openElsewhere(file, lock->owner());
        });
    });
}

void ProjectKeeper::save(const QString& file)
{
    const auto lock = m_lock != nullptr && m_lock->projectFile() == file ? m_lock : std::make_shared<ProjectLock>(file);
    m_disk.start([this, file, lock, content = contentOf(m_project), revision = m_revision] {
        const bool taken = lock->hold() == ProjectLock::Outcome::Taken;
        const auto outcome = taken ? Result<void>(Error{ ErrorCode::FileAccess,
                                 "'" + file.toStdString() + "' is open in another window; save under another name" })
                                   : writeProject(content, file);
        QMetaObject::invokeMethod(this, [this, file, lock, outcome, revision] {
            if (!outcome.ok()) {
                Q_EMIT failed(outcome.error());
                return;
            }
            m_file = file;
            m_lock = lock;
            if (revision == m_revision)
                m_project.setSaved();
            Q_EMIT saved(file);
        });
    });
}

void ProjectKeeper::autosaveNow()
{
    if (!m_project.isModified())
        return;
    m_session.hold();
    m_disk.start([this, file = m_session.autosaveFile(), content = contentOf(m_project)] {
        const auto outcome = writeProject(content, file);
        if (outcome.ok())
            return;
        QMetaObject::invokeMethod(this, [this, outcome] {
            m_autosave.start(); // there may be room by then
            Q_EMIT failed(outcome.error());
        });
    });
}

void ProjectKeeper::noteChange()
{
    ++m_revision;
    if (!m_autosave.isActive())
        m_autosave.start();
}

} // namespace palimpsest
