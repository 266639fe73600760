#include "ui/jobs/queue_panel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>
#include <cmath>

#include "ui/icon.h"
#include "ui/jobs/job_controller.h"

namespace palimpsest {

namespace {

constexpr int kSteps = 1000; // of a page
constexpr double kSecondsPerMinute = 60;

QString duration(double seconds)
{
    if (seconds < kSecondsPerMinute)
        return QueuePanel::tr("about %1 s left").arg(std::max(1L, std::lround(seconds)));
    return QueuePanel::tr("about %1 min left").arg(std::lround(seconds / kSecondsPerMinute));
}

} // namespace

QueuePanel::QueuePanel(JobController& jobs, QWidget* parent)
    : QWidget(parent),
      m_jobs(jobs),
      m_summary(new QLabel(this)),
      m_progress(new QProgressBar(this)),
      m_pause(new QPushButton(this)),
      m_stop(new QPushButton(iconNamed("stop"), tr("Stop"), this)),
      m_retry(new QPushButton(tr("Retry failed"), this)),
      m_clear(new QPushButton(tr("Clear finished"), this))
{
    auto* const list = new QTreeView(this);
    list->setModel(&jobs.jobs());
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAccessibleName(tr("Queue"));
    list->setWhatsThis(tr("Pages that are to be read, one after the other. One that fails is set aside with the reason "
                          "and does not hold up the others."));
    for (const int column : { JobListModel::Page, JobListModel::Task })
        list->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    m_progress->setAccessibleName(tr("Progress of all pages"));
    m_progress->setTextVisible(false);
    auto* const row = new QHBoxLayout;
    row->addWidget(m_summary);
    row->addWidget(m_progress, 1);
    row->addWidget(m_pause);
    row->addWidget(m_stop);
    row->addWidget(m_retry);
    row->addWidget(m_clear);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->addLayout(row);
    column->addWidget(list, 1);
    setFocusProxy(list);
    connect(m_pause, &QPushButton::clicked, this, [this] { m_jobs.setPaused(!m_jobs.isPaused()); });
    connect(m_stop, &QPushButton::clicked, &jobs, &JobController::stop);
    connect(m_retry, &QPushButton::clicked, &jobs, &JobController::retryFailed);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_jobs.jobs().removeSettled();
        refresh();
    });
    connect(&jobs, &JobController::queueChanged, this, &QueuePanel::refresh);
    refresh();
}

QString QueuePanel::summary() const
{
    const JobListModel& jobs = m_jobs.jobs();
    const auto all = static_cast<std::size_t>(jobs.rowCount());
    if (all == 0)
        return tr("Nothing to read");
    QStringList parts{ tr("%1 of %n page(s)", nullptr, static_cast<int>(all)).arg(all - m_jobs.leftCount()) };
    if (const auto seconds = m_jobs.secondsPerPage())
        parts.append(tr("%1 s a page").arg(QLocale().toString(*seconds, 'f', 1)));
    if (m_jobs.leftCount() > 0 && m_jobs.secondsLeft())
        parts.append(duration(*m_jobs.secondsLeft()));
    if (const std::size_t failures = jobs.count(JobState::Failed); failures > 0)
        parts.append(tr("%n failed", nullptr, static_cast<int>(failures)));
    if (m_jobs.isPaused())
        parts.append(tr("paused"));
    return parts.join(QStringLiteral(" · "));
}

void QueuePanel::refresh()
{
    const JobListModel& jobs = m_jobs.jobs();
    m_summary->setText(summary());
    m_pause->setText(m_jobs.isPaused() ? tr("Go on") : tr("Pause"));
    m_pause->setIcon(iconNamed(m_jobs.isPaused() ? "run" : "pause"));
    m_pause->setEnabled(m_jobs.leftCount() > 0);
    m_stop->setEnabled(m_jobs.leftCount() > 0);
    m_retry->setEnabled(jobs.count(JobState::Failed) > 0);
    m_clear->setEnabled(static_cast<std::size_t>(jobs.rowCount()) > m_jobs.leftCount());
    double done = 0;
    for (const Job& job : jobs.jobs())
        done += job.state == JobState::Waiting ? 0 : job.state == JobState::Running ? job.share : 1;
    m_progress->setRange(0, std::max(1, jobs.rowCount()) * kSteps);
    m_progress->setValue(static_cast<int>(done * kSteps));
}

} // namespace palimpsest
