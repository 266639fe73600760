#include "ui/jobs/run_report.h"

#include <QCoreApplication>
#include <QStringList>

#include "ui/jobs/job_list_model.h"

namespace palimpsest {

namespace {

constexpr int kMostReasons = 3; // the queue has them all

QString counted(const char* text, std::size_t count)
{
    return QCoreApplication::translate("RunReport", text, nullptr, static_cast<int>(count));
}

std::size_t countOf(const JobListModel& jobs, PageOutcome outcome)
{
    std::size_t count = 0;
    for (const Job& job : jobs.jobs())
        count += job.state == JobState::Done && job.outcome == outcome ? 1 : 0;
    return count;
}

QString failures(const JobListModel& jobs)
{
    QStringList reasons;
    const auto failed = static_cast<int>(jobs.count(JobState::Failed));
    for (int row = 0; row < jobs.rowCount() && reasons.size() < kMostReasons; ++row)
        if (const Job& job = jobs.jobs()[static_cast<std::size_t>(row)]; job.state == JobState::Failed)
            reasons.append(
                QCoreApplication::translate("RunReport", "%1: %2")
                    .arg(jobs.data(jobs.index(row, JobListModel::Page), Qt::DisplayRole).toString(), job.failure));
    if (failed > kMostReasons)
        reasons.append(
            QCoreApplication::translate("RunReport", "%n more in the queue", nullptr, failed - kMostReasons));
    return QCoreApplication::translate("RunReport", "%n failed (%1)", nullptr, failed)
        .arg(reasons.join(QStringLiteral("; ")));
}

} // namespace

QString reportOf(const JobListModel& jobs)
{
    if (jobs.rowCount() < 2)
        return {};
    QStringList parts;
    const auto add = [&parts](const char* text, std::size_t count) {
        if (count > 0)
            parts.append(counted(text, count));
    };
    add(QT_TRANSLATE_N_NOOP("RunReport", "%n read"), countOf(jobs, PageOutcome::Whole));
    add(QT_TRANSLATE_N_NOOP("RunReport", "%n read in part"), countOf(jobs, PageOutcome::Partial));
    add(QT_TRANSLATE_N_NOOP("RunReport", "%n with nothing on it"), countOf(jobs, PageOutcome::Empty));
    add(QT_TRANSLATE_N_NOOP("RunReport", "%n stopped"), jobs.count(JobState::Stopped));
    if (jobs.count(JobState::Failed) > 0)
        parts.append(failures(jobs));
    return QCoreApplication::translate("RunReport", "%n page(s): %1.", nullptr, jobs.rowCount())
        .arg(parts.join(QStringLiteral(", ")));
}

} // namespace palimpsest
