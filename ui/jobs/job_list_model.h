#pragma once
// The queue of jobs as a table: page, task, state. Owned by the job controller, which alone changes it; GUI thread.

#include <QAbstractTableModel>
#include <optional>
#include <vector>

#include "ui/jobs/job.h"

namespace palimpsest {

class Project;

class JobListModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Page, Task, State, ColumnCount };

    explicit JobListModel(const Project& project, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] const std::vector<Job>& jobs() const { return m_jobs; }
    [[nodiscard]] const Job* job(JobId id) const;
    [[nodiscard]] const Job* firstWaiting() const;
    [[nodiscard]] std::size_t count(JobState state) const;

    JobId add(Job job);
    void update(const Job& job);
    // Leaves those that wait or run.
    void removeSettled();

private:
    const Project& m_project;
    std::vector<Job> m_jobs;
    JobId m_lastId = 0;
};

} // namespace palimpsest
