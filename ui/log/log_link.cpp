#include "ui/log/log_link.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QUrl>
#include <QVersionNumber>
#include <algorithm>

#include "ui/export/export_link.h"
#include "ui/jobs/job_controller.h"
#include "ui/message_strip.h"
#include "ui/pages/document_opener.h"
#include "ui/project/project_keeper.h"
#include "ui/status_line.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr double kMsPerSecond = 1000;

double countOf(const JobListModel& jobs, PageOutcome outcome)
{
    return static_cast<double>(std::count_if(jobs.jobs().begin(), jobs.jobs().end(),
        [outcome](const Job& job) { return job.state == JobState::Done && job.outcome == outcome; }));
}

double countOf(const JobListModel& jobs, JobState state)
{
    return static_cast<double>(jobs.count(state));
}

} // namespace

LogLink::LogLink(const Parts& parts, QObject* parent) : QObject(parent), m_parts(parts), m_log(new WindowLog(this))
{
    connect(m_log, &WindowLog::unwritable, &parts.status, [&status = parts.status] {
        status.say(tr("The log file cannot be written. Everything else goes on without it."));
    });
    parts.actions.connectTo(Command::ShowLog, this, &LogLink::show);
    noteBegin();
    noteWorker();
    noteRuns();
    noteFiles();
}

LogLink::~LogLink()
{
    m_log->note("window closed");
}

void LogLink::noteBegin()
{
    m_log->note("window opened: palimpsest " PALIMPSEST_VERSION " made for Qt " QT_VERSION_STR ", with Qt",
        { { "major", static_cast<double>(QLibraryInfo::version().majorVersion()) },
            { "minor", static_cast<double>(QLibraryInfo::version().minorVersion()) } });
}

void LogLink::noteWorker()
{
    WorkerClient* const worker = &m_parts.jobs.worker();
    connect(worker, &WorkerClient::started, this, [this](qint64 process) {
        const auto pid = static_cast<double>(process);
        if (m_workers++ == 0)
            m_log->note("worker started", { { "pid", pid } });
        else
            m_log->note("worker started again", { { "pid", pid }, { "starts", double(m_workers) } });
    });
    connect(worker, &WorkerClient::exited, this, [this](int status, bool killed) {
        if (killed)
            m_log->note("worker was killed or crashed", { { "signal", double(status) } });
        else
            m_log->note("worker ended", { { "code", double(status) } });
    });
    connect(&m_parts.jobs, &JobController::modelLoaded, this, [this](const LoadedModelInfo& model) {
        if (model.name.isEmpty())
            m_log->note("no model is loaded any more");
        else if (m_parts.jobs.model().device.isEmpty())
            m_log->noteModel(model, "the best there is");
        else
            m_log->noteModel(model, "chosen in the settings");
    });
}

void LogLink::noteRuns()
{
    const JobController* const jobs = &m_parts.jobs;
    connect(jobs, &JobController::runBegan, this, [this, jobs] {
        m_run.start();
        m_log->note("run began", { { "pages", static_cast<double>(jobs->leftCount()) } });
    });
    connect(jobs, &JobController::runEnded, this, [this] {
        const JobListModel& list = m_parts.jobs.jobs();
        m_log->note("run ended",
            { { "read", countOf(list, PageOutcome::Whole) }, { "partial", countOf(list, PageOutcome::Partial) },
                { "empty", countOf(list, PageOutcome::Empty) }, { "failed", countOf(list, JobState::Failed) },
                { "stopped", countOf(list, JobState::Stopped) },
                { "seconds", static_cast<double>(m_run.elapsed()) / kMsPerSecond } });
    });
    connect(jobs, &JobController::pageFailed, this, [this](ErrorCode code) { m_log->noteError("page failed", code); });
    connect(jobs, &JobController::failed, this, [this](const Error& error) { m_log->noteError("worker", error.code); });
}

void LogLink::noteFiles()
{
    connect(&m_parts.opener, &DocumentOpener::failed, this,
        [this](const QString&, const Error& error) { m_log->noteError("document", error.code); });
    connect(&m_parts.exports, &ExportLink::exported, this, [this](int files) {
        m_log->note("export finished", { { "files", double(files) } });
    });
    connect(&m_parts.exports, &ExportLink::failed, this,
        [this](ErrorCode code) { m_log->noteError("export failed", code); });
    connect(&m_parts.keeper, &ProjectKeeper::saved, this, [this] { m_log->note("project saved"); });
    connect(&m_parts.keeper, &ProjectKeeper::failed, this,
        [this](const Error& error) { m_log->noteError("project file", error.code); });
}

void LogLink::show()
{
    const QString file = logFile();
    QString sentence;
    if (!QFileInfo::exists(file))
        sentence = tr("There is no log file yet. It would be %1.").arg(QDir::toNativeSeparators(file));
    else if (!QDesktopServices::openUrl(QUrl::fromLocalFile(file)))
        sentence = tr("No program was found that shows the log file. It is %1.").arg(QDir::toNativeSeparators(file));
    if (!sentence.isEmpty())
        m_parts.messages.post({ MessageStrip::Kind::Information, sentence, {}, {} });
}

} // namespace palimpsest
