#pragma once
// The queue of pages to be read: how far it is, what is left, what failed. GUI thread.

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace palimpsest {

class JobController;

class QueuePanel final : public QWidget {
    Q_OBJECT

public:
    explicit QueuePanel(JobController& jobs, QWidget* parent = nullptr);

    // "17 of 24 pages · 3.1 s a page · about 22 s left".
    [[nodiscard]] QString summary() const;

private:
    void refresh();

    JobController& m_jobs;
    QLabel* m_summary;
    QProgressBar* m_progress;
    QPushButton* m_pause;
    QPushButton* m_stop;
    QPushButton* m_retry;
    QPushButton* m_clear;
};

} // namespace palimpsest
