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
}

ProjectKeeper::~ProjectKeeper()
{
    m_disk.waitForDone();
}

void ProjectKeeper::open(const QString& file)
{
    read(file, Origin::File, {});
}

void ProjectKeeper::restore(const SessionFolder::Abandoned& session)
{
    read(session.autosaveFile, Origin::Autosave, session);
}

void ProjectKeeper::read(const QString& file, Origin origin, const SessionFolder::Abandoned& session)
{
    m_disk.start([this, file, origin, session, folder = m_session.path()] {
        auto outcome = std::make_shared<Result<ReadProject>>(readProject(file, folder));
        QMetaObject::invokeMethod(this, [this, file, origin, session, outcome] {
            if (!outcome->ok()) {
                Q_EMIT failed(outcome->error());
                return;
            }
            ReadProject project = std::move(*outcome).value();
            m_file = origin == Origin::File ? file : QString();
            m_project.restore(
                std::move(project.content.documents), std::move(project.content.pages), origin == Origin::Autosave);
            if (origin == Origin::Autosave)
                SessionFolder::discard(session);
            Q_EMIT opened(m_file, project.missing);
        });
    });
}

void ProjectKeeper::save(const QString& file)
{
    m_disk.start([this, file, content = contentOf(m_project), revision = m_revision] {
        const auto outcome = writeProject(content, file);
        QMetaObject::invokeMethod(this, [this, file, outcome, revision] {
            if (!outcome.ok()) {
                Q_EMIT failed(outcome.error());
                return;
            }
            m_file = file;
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
