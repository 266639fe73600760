#include "ui/jobs/job_list_model.h"

#include <QFileInfo>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/jobs/task_names.h"
#include "ui/project/project.h"

namespace palimpsest {

namespace {

QString doneText(const Job& job)
{
    const QString seconds = QLocale().toString(job.seconds, 'f', 1);
    switch (job.outcome) {
    case PageOutcome::Whole:
        return JobListModel::tr("done in %1 s").arg(seconds);
    case PageOutcome::Partial:
        return JobListModel::tr("read in part, in %1 s").arg(seconds);
    case PageOutcome::Empty:
        return JobListModel::tr("nothing found, in %1 s").arg(seconds);
    }
    return {};
}

} // namespace

JobListModel::JobListModel(const Project& project, QObject* parent) : QAbstractTableModel(parent), m_project(project)
{
}

int JobListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

int JobListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JobListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Job& job = m_jobs[static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole && !job.failure.isEmpty())
        return job.failure;
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == Page) {
        const PageEntry* const page = m_project.page(job.page);
        const DocumentEntry* const document = m_project.documentOf(job.page);
        if (page == nullptr || document == nullptr)
            return tr("removed");
        return tr("%1, page %2").arg(QFileInfo(document->file).fileName()).arg(page->index + 1);
    }
    if (index.column() == Task)
        return job.prompt.isEmpty() ? nameOfTask(job.task) : tr("%1: %2").arg(nameOfTask(job.task), job.prompt);
    switch (job.state) {
    case JobState::Waiting:
        return tr("waiting");
    case JobState::Running:
        return tr("%1 %").arg(std::lround(job.share * 100));
    case JobState::Done:
        return doneText(job);
    case JobState::Failed:
        return tr("failed: %1").arg(job.failure);
    case JobState::Stopped:
        return tr("stopped");
    }
    return {};
}

QVariant JobListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    switch (section) {
    case Page:
        return tr("Page");
    case Task:
        return tr("Task");
    default:
        return tr("State");
    }
}

const Job* JobListModel::job(JobId id) const
{
    const auto found
        = std::find_if(m_jobs.begin(), m_jobs.end(), [id](const Job& candidate) { return candidate.id == id; });
    return found == m_jobs.end() ? nullptr : &*found;
}

const Job* JobListModel::firstWaiting() const
{
    const auto found = std::find_if(
        m_jobs.begin(), m_jobs.end(), [](const Job& candidate) { return candidate.state == JobState::Waiting; });
    return found == m_jobs.end() ? nullptr : &*found;
}

std::size_t JobListModel::count(JobState state) const
{
    return static_cast<std::size_t>(
        std::count_if(m_jobs.begin(), m_jobs.end(), [state](const Job& job) { return job.state == state; }));
}

JobId JobListModel::add(Job job)
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    job.id = ++m_lastId;
    m_jobs.push_back(std::move(job));
    endInsertRows();
    return m_lastId;
}

void JobListModel::update(const Job& changed)
{
    const auto found = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const Job& job) { return job.id == changed.id; });
    if (found == m_jobs.end())
        return;
    *found = changed;
    const int row = static_cast<int>(found - m_jobs.begin());
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void JobListModel::removeSettled()
{
    beginResetModel();
    std::erase_if(
        m_jobs, [](const Job& job) { return job.state != JobState::Waiting && job.state != JobState::Running; });
    endResetModel();
}

} // namespace palimpsest
