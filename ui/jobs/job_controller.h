#pragma once
// Works off the queue: one page at a time through the worker, in the order asked for. A page that fails is set aside
// and the next one read; a worker that dies is started again and the page tried once more. GUI thread.

#include <QElapsedTimer>
#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <chrono>
#include <map>
#include <optional>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/base/result.h"
#include "ui/jobs/job.h"
#include "ui/jobs/job_list_model.h"
#include "ui/jobs/model_info.h"
#include "ui/jobs/worker_client.h"

namespace palimpsest {

struct PageReply;

class JobController final : public QObject {
    Q_OBJECT

public:
    explicit JobController(Project& project, QObject* parent = nullptr);

    // For the pages that come from now on; the worker loads it when it reads the first of them.
    void setModel(const ModelChoice& choice);
    void listModels();
    // Gives back the memory that the model takes; the next page loads it again. Nothing where a page is read.
    void releaseModel();
    // Does so by itself when nothing was read for so long; 0: never.
    void setIdleLimit(std::chrono::milliseconds limit);
    // A page that takes longer is given up; 0: none is.
    void setPageLimit(std::chrono::milliseconds limit);
    // Pages that wait for the same already are not queued again.
    void read(
        const std::vector<PageId>& pages, const QString& task, const QString& prompt, const ReadingWishes& wishes = {});
    // The text that the pages hold by themselves, where they do; else they are read.
    void takeText(const std::vector<PageId>& pages);
    // These regions of one page and nothing else, each by its own task.
    void readRegions(PageId page, const std::vector<Region>& regions, const ReadingWishes& wishes = {});
    // One of them, beside what was read in the others.
    void readRegion(PageId page, const Region& region, const ReadingWishes& wishes = {});
    void stop();                 // what runs and all that waits
    void setPaused(bool paused); // what runs is read to its end
    void retryFailed();

    [[nodiscard]] const ModelChoice& model() const { return m_wanted; }
    [[nodiscard]] JobListModel& jobs() { return m_jobs; }
    [[nodiscard]] WorkerClient& worker() { return m_worker; }
    [[nodiscard]] bool isBusy() const { return m_current != 0; }
    [[nodiscard]] bool isPaused() const { return m_paused; }
    [[nodiscard]] std::size_t leftCount() const; // pages that wait or run
    // From the pages read so far; empty before the first.
    [[nodiscard]] std::optional<double> secondsLeft() const;
    [[nodiscard]] std::optional<double> secondsPerPage() const;

Q_SIGNALS:
    void modelsListed(const std::vector<palimpsest::ModelInfo>& models);
    void modelLoading();
    void modelLoaded(const palimpsest::LoadedModelInfo& model); // an empty name: it is gone
    void jobChanged(const palimpsest::Job& job);
    void queueChanged();
    // What has been read of a page so far, for eyes only.
    void partialText(palimpsest::PageId page, const QString& text);
    // `shown`: whether the page shows it, or keeps a corrected result.
    void pageRead(palimpsest::PageId page, bool shown);
    void textFound(palimpsest::PageId page); // which it holds by itself, and was read all the same
    void failed(const palimpsest::Error& error);
    void pageFailed(palimpsest::ErrorCode code);
    void runBegan();
    void runEnded(); // nothing waits and nothing runs any more

private:
    void forgetSettled();
    void queue(Job job);
    void next();
    void load(const Job& job);
    void loaded(const ModelChoice& choice, Result<nlohmann::json> outcome);
    void ask(Job job);
    void hear(JobId id, Result<nlohmann::json> outcome);
    void settle(JobId id, Result<PageReply> outcome);
    void take(Job& job, PageReply reply);
    void change(const Job& job);
    void stopWaiting();
    void progressed(quint64 request, double share);
    void gather(quint64 request, const std::vector<PartialText>& texts);

    Project& m_project;
    JobListModel m_jobs;
    WorkerClient m_worker;
    ModelChoice m_wanted;
    std::optional<ModelChoice> m_loaded; // by the worker that runs
    QString m_device;                    // that it reads on
    JobId m_current = 0;                 // 0: none
    WorkerClient::RequestId m_request = 0;
    bool m_running = false; // a page was begun since the last run ended
    bool m_paused = false;
    bool m_stopping = false;
    bool m_tooLong = false; // the page that is read was given up
    QElapsedTimer m_clock;
    QTimer m_patience; // with a page
    QTimer m_idle;
    std::map<std::size_t, QString> m_partial; // answers of the page that is read
    QThreadPool m_reader;                     // of results, which may be large
};

} // namespace palimpsest
