#include "ui/jobs/run_link.h"

#include <QFileInfo>
#include <QWidget>
#include <algorithm>
#include <utility>

#include "ui/error_text.h"
#include "ui/jobs/job_controller.h"
#include "ui/jobs/pages_dialog.h"
#include "ui/jobs/run_report.h"
#include "ui/jobs/task_bar.h"
#include "ui/message_strip.h"
#include "ui/models/model_terms.h"
#include "ui/pages/page_list_model.h"
#include "ui/pages/page_strip.h"
#include "ui/results/answer_panel.h"
#include "ui/results/result_panel.h"
#include "ui/window_actions.h"

namespace palimpsest {

RunLink::RunLink(const Parts& parts, QWidget& window) : QObject(&window), m_parts(parts), m_window(window)
{
    connectActions();
    JobController* const jobs = &parts.jobs;
    MessageStrip* const messages = &parts.messages;
    connect(&parts.task, &TaskBar::taskChanged, this, [this] {
        offerPrompts();
        refresh();
    });
    connect(&parts.project, &Project::pagesReset, this, &RunLink::offerPrompts);
    connect(jobs, &JobController::pageRead, this, &RunLink::offerPrompts);
    connect(jobs, &JobController::queueChanged, this, &RunLink::refresh);
    connect(jobs, &JobController::jobChanged, this, &RunLink::follow);
    connect(&parts.results.answers(), &AnswerPanel::asked, this,
        [this, jobs](PageId page, const QString& task, const QString& prompt) {
            jobs->read({ page }, task, prompt, wishesFor(task));
        });
    connect(&parts.results, &ResultPanel::blankAsked, this,
        [this, jobs](PageId page, const QString& task, const QString& prompt) {
            ReadingWishes wishes = wishesFor(task);
            wishes.blankToo = true;
            jobs->read({ page }, task, prompt, wishes);
        });
    connect(&parts.task, &TaskBar::languageChosen, &parts.project, &Project::chooseAnswerLanguage);
    connect(&parts.project, &Project::answerLanguageChanged, this,
        [this] { m_parts.task.setLanguage(m_parts.project.answerLanguage()); });
    connect(jobs, &JobController::partialText, &parts.results, &ResultPanel::showPartial);
    connect(jobs, &JobController::modelsListed, this, [this](const std::vector<ModelInfo>& models) {
        m_models = models;
        m_listed = true;
        offerTasks();
        Q_EMIT modelsChanged();
    });
    connect(jobs, &JobController::modelLoading, this, [this] {
        m_loading = true;
        Q_EMIT stateChanged();
    });
    connect(jobs, &JobController::modelLoaded, this, [this](const LoadedModelInfo& model) {
        m_loading = false;
        m_loaded = model;
        Q_EMIT stateChanged();
    });
    connect(jobs, &JobController::pageRead, this, [this, messages](PageId page, bool shown) {
        if (!shown)
            messages->post({ MessageStrip::Kind::Information,
                tr("A page that you have corrected was read again. Your version is still the shown one; the new one is "
                   "in the list above the results."),
                tr("Go there"), [this, page] { Q_EMIT pageAsked(page); } });
    });
    connect(jobs, &JobController::textFound, this, [this](PageId page) {
        if (m_toldOfText.insert(page).second)
            m_holdingText.push_back(page);
    });
    connect(jobs, &JobController::runEnded, this, [this] {
        report();
        offerText();
    });
    connect(jobs, &JobController::failed, messages, [messages](const Error& error) {
        messages->post({ MessageStrip::Kind::Error, textOf(error), {}, {} });
    });
    connect(&jobs->worker(), &WorkerClient::logged, messages, [messages](const QString& level, const QString& message) {
        if (level == QLatin1String("error") || level == QLatin1String("warning"))
            messages->post({ MessageStrip::Kind::Warning, message, {}, {} });
    });
    refresh();
}

void RunLink::connectActions()
{
    WindowActions& actions = m_parts.actions;
    JobController* const jobs = &m_parts.jobs;
    actions.connectTo(Command::RunPage, this, [this] { run({ m_page }); });
    actions.connectTo(Command::RunSelected, this, [this] { run(m_parts.strip.pagesMeant()); });
    actions.connectTo(Command::RunPages, this, &RunLink::askForPages);
    actions.connectTo(Command::RunAll, this, [this] { run(m_parts.project.pageOrder()); });
    actions.connectTo(Command::RunUnread, this, &RunLink::runUnread);
    actions.connectTo(Command::TakeText, this, [this] { m_parts.jobs.takeText(m_parts.strip.pagesMeant()); });
    actions.connectTo(Command::ReleaseModel, jobs, &JobController::releaseModel);
    actions.connectTo(Command::Stop, jobs, &JobController::stop);
    actions.connectTo(Command::Pause, jobs, &JobController::setPaused);
    actions.connectTo(Command::RetryFailed, jobs, &JobController::retryFailed);
    connect(&m_parts.task, &TaskBar::runAsked, &actions.action(Command::RunPage), &QAction::trigger);
}

void RunLink::setModel(const ModelChoice& choice)
{
    m_choice = choice;
    offerTasks();
}

void RunLink::setMinutes(int ofPage, int idle)
{
    m_parts.jobs.setPageLimit(std::chrono::minutes(ofPage));
    m_parts.jobs.setIdleLimit(std::chrono::minutes(idle));
}

// Those of the task that is chosen, the last first.
void RunLink::offerPrompts()
{
    QStringList prompts;
    for (const PageId id : m_parts.project.pageOrder())
        for (const Reading& reading : m_parts.project.page(id)->readings)
            if (reading.task == m_parts.task.task() && !reading.prompt.isEmpty())
                prompts.prepend(reading.prompt);
    prompts.removeDuplicates();
    m_parts.task.setAskedBefore(prompts);
}

QString RunLink::modelText() const
{
    if (m_loading)
        return tr("Loading the model…");
    if (m_loaded.name.isEmpty())
        return tr("No model loaded");
    return tr("%1 · %2 · %3").arg(m_loaded.name, m_loaded.weights, m_loaded.deviceName);
}

void RunLink::refresh()
{
    WindowActions& actions = m_parts.actions;
    const JobController& jobs = m_parts.jobs;
    const bool ready = m_parts.pages.rowCount() > 0 && !m_parts.task.task().isEmpty();
    const bool left = jobs.leftCount() > 0;
    actions.action(Command::RunPage).setEnabled(ready);
    for (const Command command :
        { Command::RunSelected, Command::RunPages, Command::RunUnread, Command::RunAll, Command::TakeText })
        actions.action(command).setEnabled(ready);
    actions.action(Command::ReleaseModel).setEnabled(!m_loaded.name.isEmpty() && !jobs.isBusy());
    actions.action(Command::Stop).setEnabled(left);
    actions.action(Command::Pause).setEnabled(left);
    actions.action(Command::Pause).setChecked(jobs.isPaused());
    actions.action(Command::RetryFailed).setEnabled(m_parts.jobs.jobs().count(JobState::Failed) > 0);
    Q_EMIT stateChanged();
}

void RunLink::run(const std::vector<PageId>& pages)
{
    const TaskBar& task = m_parts.task;
    if (task.wantsPrompt() && task.prompt().isEmpty()) {
        m_parts.messages.post({ MessageStrip::Kind::Information,
            tr("Say what to look for, or ask a question, in the field beside the task."), {}, {} });
        return m_parts.task.focusPrompt();
    }
    m_parts.jobs.read(pages, task.task(), task.prompt(), wishesFor(task.task()));
    if (pages.size() > 1)
        Q_EMIT manyStarted();
}

// What a run that was stopped, or a program that ended, has left.
void RunLink::runUnread()
{
    const TaskBar& task = m_parts.task;
    std::vector<PageId> unread;
    for (const PageId page : m_parts.project.pageOrder()) {
        const std::vector<Reading>& readings = m_parts.project.page(page)->readings;
        if (std::none_of(readings.begin(), readings.end(), [&task](const Reading& reading) {
                return reading.task == task.task() && reading.prompt == task.prompt();
            }))
            unread.push_back(page);
    }
    if (!unread.empty())
        return run(unread);
    m_parts.messages.post(
        { MessageStrip::Kind::Information, tr("Every page has been read for this already."), {}, {} });
}

// Text that a page holds is what its author wrote, where it is no leftover of another program's reading.
void RunLink::offerText()
{
    if (m_holdingText.empty())
        return;
    m_parts.messages.post({ MessageStrip::Kind::Information,
        tr("%n page(s) hold text of their own, which could stand in place of the reading.", nullptr,
            static_cast<int>(m_holdingText.size())),
        tr("Use it"), [this, pages = std::exchange(m_holdingText, {})] { m_parts.jobs.takeText(pages); } });
}

void RunLink::askForPages()
{
    const DocumentEntry* const document = m_parts.project.documentOf(m_page);
    if (document == nullptr)
        return;
    auto* const dialog = new PagesDialog(QFileInfo(document->file).fileName(), document->pages.size(), &m_window);
    connect(
        dialog, &PagesDialog::chosen, this, [this, pages = document->pages](const std::vector<std::size_t>& chosen) {
            std::vector<PageId> wanted;
            for (const std::size_t index : chosen)
                wanted.push_back(pages.at(index));
            run(wanted);
        });
    dialog->open();
}

void RunLink::report()
{
    const JobListModel& jobs = m_parts.jobs.jobs();
    const QString text = reportOf(jobs);
    if (text.isEmpty())
        return;
    if (jobs.count(JobState::Failed) == 0)
        return m_parts.messages.post({ MessageStrip::Kind::Information, text, {}, {} });
    m_parts.messages.post(
        { MessageStrip::Kind::Warning, text, tr("Retry failed"), [this] { m_parts.jobs.retryFailed(); } });
}

void RunLink::offerTasks()
{
    if (!m_listed)
        return;
    const auto usable = std::find_if(m_models.begin(), m_models.end(), [this](const ModelInfo& model) {
        return model.isComplete()
            && (m_choice.model.isEmpty() || m_choice.model == model.name || m_choice.model == model.folder);
    });
    if (usable != m_models.end() && !mayBeUsed(*usable)) {
        offer({});
        Q_EMIT termsAsked(*usable);
        return;
    }
    m_parts.jobs.setModel(m_choice);
    if (usable != m_models.end()) {
        m_used = m_choice;
        offer(*usable);
    } else if (m_models.empty()) {
        m_parts.messages.post({ MessageStrip::Kind::Warning,
            tr("No model was found on this computer. Pages can be looked at and corrected, but not read."),
            tr("Get a Model…"), [this] { m_parts.actions.action(Command::ModelGuide).trigger(); } });
    } else {
        m_parts.messages.post(
            { MessageStrip::Kind::Warning, tr("The chosen model is not on this computer, or not complete."),
                tr("Choose another…"), [this] { m_parts.actions.action(Command::Models).trigger(); } });
    }
}

ReadingWishes RunLink::wishesFor(const QString& task) const
{
    return { m_model.speaks(task) ? m_parts.project.answerLanguage() : QString() };
}

void RunLink::offer(const ModelInfo& model)
{
    m_model = model;
    m_parts.task.setModel(model);
    m_parts.results.answers().setModel(model);
    Q_EMIT modelOffered(model);
}

void RunLink::follow(const Job& job)
{
    using State = PageListModel::State;
    const State state = job.state == JobState::Running ? State::Reading
        : job.state == JobState::Waiting               ? State::Waiting
                                                       : State::Unread; // no longer the queue's
    m_parts.pages.setJobState(job.page, state);
    if (job.state != JobState::Running)
        m_parts.results.endPartial(job.page);
}

} // namespace palimpsest
