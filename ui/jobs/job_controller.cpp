#include "ui/jobs/job_controller.h"

#include <QDateTime>
#include <QRegularExpression>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "ui/jobs/page_request.h"
#include "ui/jobs/worker_replies.h"
#include "ui/project/project.h"
#include "ui/project/result_items.h"

namespace palimpsest {

namespace {

constexpr int kMostTries = 2;
constexpr double kMsPerSecond = 1000;
constexpr int kMsPerMinute = 60'000;
constexpr QLatin1String kTextTask("ocr"); // whose lines a page may hold by itself

// What a person wants to see of an answer on its way: no places, one line each.
QString withoutPlaces(const QString& answer)
{
    static const QRegularExpression places(QStringLiteral("(<(loc|seg)\\d+>)+"));
    return QString(answer).replace(places, QStringLiteral("\n")).trimmed();
}

} // namespace

JobController::JobController(Project& project, QObject* parent) : QObject(parent), m_project(project), m_jobs(project)
{
    connect(&m_worker, &WorkerClient::progressed, this,
        [this](quint64 request, const QString&, double share) { progressed(request, share); });
    connect(&m_worker, &WorkerClient::partial, this, &JobController::gather);
    connect(&m_worker, &WorkerClient::died, this, [this] {
        m_loaded.reset();
        Q_EMIT modelLoaded({});
    });
    m_patience.setSingleShot(true);
    m_idle.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_tooLong = m_current != 0;
        m_worker.cancel(m_request);
    });
    connect(&m_idle, &QTimer::timeout, this, &JobController::releaseModel);
    connect(this, &JobController::runEnded, this, [this] {
        if (m_idle.interval() > 0)
            m_idle.start();
    });
}

void JobController::releaseModel()
{
    if (isBusy() || !m_loaded || !m_worker.release())
        return;
    m_loaded.reset();
    Q_EMIT modelLoaded({});
}

void JobController::setIdleLimit(std::chrono::milliseconds limit)
{
    m_idle.stop();
    m_idle.setInterval(limit);
    if (limit.count() > 0 && m_loaded && !isBusy())
        m_idle.start();
}

void JobController::setPageLimit(std::chrono::milliseconds limit)
{
    m_patience.setInterval(limit);
}

void JobController::setModel(const ModelChoice& choice)
{
    m_wanted = choice;
}

void JobController::listModels()
{
    m_worker.send("models/list", nlohmann::ordered_json::object(), [this](Result<nlohmann::json> outcome) {
        if (!outcome.ok())
            Q_EMIT failed(outcome.error());
        else
            Q_EMIT modelsListed(modelsOf(outcome.value()));
    });
}

void JobController::read(
    const std::vector<PageId>& pages, const QString& task, const QString& prompt, const ReadingWishes& wishes)
{
    forgetSettled();
    for (const PageId page : pages)
        queue({ .page = page, .task = task, .prompt = prompt, .wishes = wishes });
    next();
}

void JobController::takeText(const std::vector<PageId>& pages)
{
    forgetSettled();
    for (const PageId page : pages)
        queue({ .page = page, .task = kTextTask, .ownText = true });
    next();
}

void JobController::readRegions(PageId page, const std::vector<Region>& regions, const ReadingWishes& wishes)
{
    forgetSettled();
    queue({ .page = page, .task = kRegionsTask, .regions = regions, .wishes = wishes });
    next();
}

void JobController::readRegion(PageId page, const Region& region, const ReadingWishes& wishes)
{
    forgetSettled();
    queue({ .page = page,
        .task = region.task,
        .prompt = region.prompt,
        .regions = { region },
        .alone = true,
        .wishes = wishes });
    next();
}

void JobController::forgetSettled()
{
    if (!isBusy() && m_jobs.firstWaiting() == nullptr)
        m_jobs.removeSettled();
}

void JobController::queue(Job job)
{
    const auto& jobs = m_jobs.jobs();
    const bool queued = std::any_of(jobs.begin(), jobs.end(), [&](const Job& other) {
        return other.page == job.page && other.task == job.task && other.prompt == job.prompt
            && other.regions == job.regions && other.alone == job.alone && other.ownText == job.ownText
            && other.wishes == job.wishes && (other.state == JobState::Waiting || other.state == JobState::Running);
    });
    if (!queued)
        Q_EMIT jobChanged(*m_jobs.job(m_jobs.add(std::move(job))));
}

void JobController::stop()
{
    stopWaiting();
    m_stopping = m_current != 0;
    if (m_stopping)
        m_worker.cancel(m_request);
    Q_EMIT queueChanged();
}

void JobController::stopWaiting()
{
    while (const Job* const waiting = m_jobs.firstWaiting()) {
        Job job = *waiting;
        job.state = JobState::Stopped;
        change(job);
    }
}

void JobController::setPaused(bool paused)
{
    m_paused = paused;
    Q_EMIT queueChanged();
    next();
}

void JobController::retryFailed()
{
    for (Job job : std::vector<Job>(m_jobs.jobs())) {
        if (job.state != JobState::Failed)
            continue;
        job.state = JobState::Waiting;
        job.tries = 0;
        job.failure.clear();
        change(job);
    }
    next();
}

std::size_t JobController::leftCount() const
{
    return m_jobs.count(JobState::Waiting) + m_jobs.count(JobState::Running);
}

std::optional<double> JobController::secondsPerPage() const
{
    double seconds = 0;
    std::size_t pages = 0;
    for (const Job& job : m_jobs.jobs()) {
        if (job.state != JobState::Done)
            continue;
        seconds += job.seconds;
        ++pages;
    }
    if (pages == 0)
        return std::nullopt;
    return seconds / static_cast<double>(pages);
}

std::optional<double> JobController::secondsLeft() const
{
    const auto perPage = secondsPerPage();
    if (!perPage)
        return std::nullopt;
    const Job* const current = m_jobs.job(m_current);
    const double share = current == nullptr ? 0 : current->share;
    return std::max(0.0, *perPage * (static_cast<double>(leftCount()) - share));
}

void JobController::next()
{
    Q_EMIT queueChanged();
    const Job* const waiting = m_jobs.firstWaiting();
    if (!isBusy() && waiting == nullptr && std::exchange(m_running, false))
        Q_EMIT runEnded();
    if (isBusy() || m_paused || waiting == nullptr)
        return;
    if (!std::exchange(m_running, true))
        Q_EMIT runBegan();
    m_stopping = false;
    m_idle.stop();
    Job job = *waiting;
    m_current = job.id;
    job.state = JobState::Running;
    job.share = 0;
    ++job.tries;
    change(job);
    if (m_loaded == m_wanted)
        ask(std::move(job));
    else
        load(job);
}

void JobController::load(const Job&)
{
    Q_EMIT modelLoading();
    nlohmann::ordered_json params = nlohmann::ordered_json::object();
    const auto give = [&params](const char* key, const QString& value) {
        if (!value.isEmpty())
            params[key] = value.toStdString();
    };
    give("model", m_wanted.model);
    give("device", m_wanted.device);
    give("weights", m_wanted.weights);
    m_request = m_worker.send("model/load", params,
        [this, choice = m_wanted](Result<nlohmann::json> outcome) { loaded(choice, std::move(outcome)); });
}

// Without a model no page can be read: one message instead of one a page.
void JobController::loaded(const ModelChoice& choice, Result<nlohmann::json> outcome)
{
    const Job* const found = m_jobs.job(m_current);
    if (outcome.ok()) {
        m_loaded = choice;
        const LoadedModelInfo model = loadedModelOf(outcome.value());
        m_device = model.deviceName;
        Q_EMIT modelLoaded(model);
        if (!m_stopping)
            return ask(*found);
        outcome = Error{ ErrorCode::Cancelled, "stopped on request" };
    } else {
        m_loaded.reset();
        Q_EMIT modelLoaded({});
    }
    Job job = *found;
    job.state = outcome.error().code == ErrorCode::Cancelled ? JobState::Stopped : JobState::Failed;
    job.failure = QString::fromStdString(outcome.error().message);
    m_current = 0;
    m_running = false;
    change(job);
    stopWaiting();
    Q_EMIT queueChanged();
    if (outcome.error().code != ErrorCode::Cancelled)
        Q_EMIT failed(outcome.error());
}

void JobController::ask(Job job)
{
    const PageEntry* const page = m_project.page(job.page);
    const DocumentEntry* const document = m_project.documentOf(job.page);
    if (page == nullptr || document == nullptr) { // removed since
        job.state = JobState::Stopped;
        m_current = 0;
        change(job);
        return next();
    }
    m_partial.clear();
    m_clock.start();
    m_tooLong = false;
    if (m_patience.interval() > 0)
        m_patience.start();
    m_request = m_worker.send("page/read", pageRequest(job, *page, *document),
        [this, id = job.id](Result<nlohmann::json> outcome) { hear(id, std::move(outcome)); });
}

void JobController::hear(JobId id, Result<nlohmann::json> outcome)
{
    if (!outcome.ok())
        return settle(id, outcome.error());
    m_reader.start([this, id, reply = std::move(outcome).value()] {
        const auto read = std::make_shared<Result<PageReply>>(pageReplyOf(reply));
        QMetaObject::invokeMethod(this, [this, id, read] { settle(id, std::move(*read)); });
    });
}

void JobController::settle(JobId id, Result<PageReply> outcome)
{
    m_current = 0;
    m_patience.stop();
    const Job* const found = m_jobs.job(id);
    if (found == nullptr)
        return next();
    Job job = *found;
    job.seconds = static_cast<double>(m_clock.elapsed()) / kMsPerSecond;
    if (outcome.ok()) {
        take(job, std::move(outcome).value());
    } else if (m_stopping || (outcome.error().code == ErrorCode::Cancelled && !m_tooLong)) {
        job.state = JobState::Stopped;
    } else if (outcome.error().code == ErrorCode::DeviceLost && job.tries < kMostTries) {
        job.state = JobState::Waiting;
        Q_EMIT failed(outcome.error());
    } else {
        job.state = JobState::Failed;
        job.failure = m_tooLong
            ? tr("it took longer than %n minute(s)", nullptr, std::max(1, m_patience.interval() / kMsPerMinute))
            : QString::fromStdString(outcome.error().message);
        m_project.setFailure(job.page, job.failure);
        Q_EMIT pageFailed(m_tooLong ? ErrorCode::TimeLimit : outcome.error().code);
    }
    change(job);
    next();
}

void JobController::take(Job& job, PageReply reply)
{
    PageResult& result = reply.result;
    if (const auto unread = unreadOf(result); job.alone && !unread.empty()) {
        job.state = JobState::Failed;
        job.failure = QString::fromStdString(unread.front().remark);
        Q_EMIT failed({ ErrorCode::TaskUnsupported, unread.front().remark });
        return;
    }
    job.state = JobState::Done;
    job.share = 1;
    job.outcome = result.partial         ? PageOutcome::Partial
        : itemCount(result.content) == 0 ? PageOutcome::Empty
                                         : PageOutcome::Whole;
    Reading reading;
    reading.task = job.task;
    reading.prompt = job.prompt;
    reading.made = QDateTime::currentDateTimeUtc();
    reading.seconds = job.seconds;
    reading.device = isFromDocument(result) ? QString() : m_device;
    reading.ink = reply.ink;
    reading.result = std::make_shared<const PageResult>(std::move(result));
    if (job.task == kAutomaticTask && job.regions.empty())
        m_project.proposeRegions(job.page, regionsFound(*reading.result, reply.dpi));
    if (reply.holdsText && !job.ownText)
        Q_EMIT textFound(job.page);
    const bool shown = job.alone ? m_project.addPart(job.page, std::move(reading))
                                 : m_project.addReading(job.page, std::move(reading));
    Q_EMIT pageRead(job.page, shown);
}

void JobController::change(const Job& job)
{
    m_jobs.update(job);
    Q_EMIT jobChanged(job);
}

void JobController::progressed(quint64 request, double share)
{
    const Job* const current = m_jobs.job(m_current);
    if (request != m_request || current == nullptr)
        return;
    Job job = *current;
    job.share = share;
    change(job);
    Q_EMIT queueChanged();
}

void JobController::gather(quint64 request, const std::vector<PartialText>& texts)
{
    const Job* const current = m_jobs.job(m_current);
    if (request != m_request || current == nullptr)
        return;
    for (const PartialText& text : texts)
        m_partial[text.answer] = withoutPlaces(text.text);
    QStringList lines;
    for (const auto& [answer, text] : m_partial)
        lines.append(text);
    Q_EMIT partialText(current->page, lines.join(QLatin1Char('\n')));
}

} // namespace palimpsest
