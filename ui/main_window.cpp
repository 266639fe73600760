#include "ui/main_window.h"

#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QStackedWidget>
#include <QStatusBar>
#include <QStyle>
#include <QToolBar>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/error_text.h"
#include "ui/export/export_link.h"
#include "ui/find/find_link.h"
#include "ui/help/help_link.h"
#include "ui/help/sample_link.h"
#include "ui/jobs/job_controller.h"
#include "ui/jobs/queue_panel.h"
#include "ui/jobs/run_link.h"
#include "ui/jobs/task_bar.h"
#include "ui/log/log_link.h"
#include "ui/masks/mask_link.h"
#include "ui/message_strip.h"
#include "ui/models/models_link.h"
#include "ui/opening/recent_link.h"
#include "ui/page_view/layer_button.h"
#include "ui/page_view/page_view.h"
#include "ui/pages/document_opener.h"
#include "ui/pages/open_dialogs.h"
#include "ui/pages/page_list_model.h"
#include "ui/pages/page_loader.h"
#include "ui/pages/page_number_field.h"
#include "ui/pages/page_strip.h"
#include "ui/pages/turn_link.h"
#include "ui/presets/preset_link.h"
#include "ui/project/project_keeper.h"
#include "ui/project/project_link.h"
#include "ui/regions/region_link.h"
#include "ui/results/card_link.h"
#include "ui/results/item_card.h"
#include "ui/results/result_link.h"
#include "ui/results/result_panel.h"
#include "ui/results/review_crop.h"
#include "ui/settings/settings.h"
#include "ui/status_line.h"
#include "ui/welcome_page.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr double kZoomStep = 1.25;

} // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent),
      m_loader(new PageLoader(this)),
      m_opener(new DocumentOpener(*m_loader, this)),
      m_keeper(new ProjectKeeper(m_project, this)),
      m_pages(new PageListModel(m_project, *m_loader, this)),
      m_jobs(new JobController(m_project, this)),
      m_actions(new WindowActions(*this)),
      m_dialogs(new OpenDialogs(*m_opener, *this))
{
    setAcceptDrops(true);
    setDockOptions(AnimatedDocks | AllowTabbedDocks | AllowNestedDocks);
    makeCentre();
    makeDocks();
    makeToolBar();
    connectActions();
    connectOpening();
    connectResults();
    connectJobs();
    m_projectLink = new ProjectLink({ m_project, *m_keeper, *m_actions, *m_messages }, *this);
    m_export = new ExportLink({ m_project, *m_strip, *m_actions, *m_messages }, *this);
    m_presets = new PresetLink({ *m_actions, *m_task, *m_export, *m_messages }, *this);
    new LogLink({ *m_jobs, *m_opener, *m_keeper, *m_export, *m_actions, *m_messages, *m_status }, this);
    connect(m_opener, &DocumentOpener::projectFound, m_projectLink, &ProjectLink::open);
    connect(m_keeper, &ProjectKeeper::opened, this, &MainWindow::updateTitle);
    connect(m_keeper, &ProjectKeeper::saved, this, &MainWindow::updateTitle);
    connect(&m_project, &Project::pagesReset, this, &MainWindow::pagesReset);
    connect(&m_project, &Project::modifiedChanged, this, &MainWindow::updateTitle);
    resize(1280, 860);
    const WindowLayout layout = loadLayout();
    restoreGeometry(layout.geometry);
    restoreState(layout.state);
    pagesReset();
}

// Views look at the project to their end, and a member ends before children do.
MainWindow::~MainWindow()
{
    qDeleteAll(findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
}

void MainWindow::openPaths(const QStringList& paths)
{
    m_opener->open(paths);
}

void MainWindow::makeCentre()
{
    m_welcome = new WelcomePage(this);
    m_messages = new MessageStrip(this);
    m_view = new PageView(m_project, *m_loader, this);
    m_centre = new QStackedWidget(this);
    m_centre->addWidget(m_welcome);
    m_centre->addWidget(m_view);
    auto* const middle = new QWidget(this);
    auto* const column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_messages);
    column->addWidget(m_centre, 1);
    setCentralWidget(middle);
    connect(m_welcome, &WelcomePage::openAsked, m_dialogs, &OpenDialogs::chooseFiles);
    connect(m_welcome, &WelcomePage::samplesAsked, &m_actions->action(Command::Samples), &QAction::trigger);
    connect(m_welcome, &WelcomePage::modelAsked, &m_actions->action(Command::ModelGuide), &QAction::trigger);
}

void MainWindow::addDock(QWidget* content, const QString& title, const char* name, Qt::DockWidgetArea area)
{
    auto* const dock = new QDockWidget(title, this);
    dock->setObjectName(QLatin1String(name));
    dock->setWidget(content);
    addDockWidget(area, dock);
    m_actions->menu(WindowActions::Menu::View).addAction(dock->toggleViewAction());
}

void MainWindow::makeDocks()
{
    m_strip = new PageStrip(*m_pages, this);
    m_results = new ResultPanel(
        m_project, [this](auto item, auto doubt) { return reviewCrop(m_view->canvas(), item, doubt); }, this);
    m_queue = new QueuePanel(*m_jobs, this);
    m_actions->menu(WindowActions::Menu::View).addSeparator();
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    addDock(m_strip, tr("Pages"), "pages", Qt::LeftDockWidgetArea);
    addDock(m_results, tr("Results"), "results", Qt::RightDockWidgetArea);
    addDock(m_queue, tr("Queue"), "queue", Qt::BottomDockWidgetArea);
    const auto dock = [](QWidget* content) { return qobject_cast<QDockWidget*>(content->parentWidget()); };
    resizeDocks({ dock(m_strip), dock(m_results) }, { 200, 380 }, Qt::Horizontal);
    resizeDocks({ dock(m_queue) }, { 120 }, Qt::Vertical);
    dock(m_queue)->hide();
    connect(m_strip, &PageStrip::pageChosen, this, &MainWindow::choosePage);
    new TurnLink({ m_project, *m_strip, *m_actions }, this);
    m_link = new ResultLink(m_project, *m_view, *m_results, *m_strip, this);
}

void MainWindow::makeToolBar()
{
    auto* const bar = addToolBar(tr("Tools"));
    bar->setObjectName(QStringLiteral("tools"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonFollowStyle);
    const auto add = [&](Command command) { bar->addAction(&m_actions->action(command)); };
    add(Command::Open);
    add(Command::SaveProject);
    add(Command::Export);
    bar->addSeparator();
    add(Command::Undo);
    add(Command::Redo);
    bar->addSeparator();
    m_task = new TaskBar(this);
    bar->addWidget(m_task);
    add(Command::RunPage);
    add(Command::RunAll);
    add(Command::Stop);
    add(Command::DrawRegion);
    bar->addSeparator();
    add(Command::PreviousPage);
    m_pageNumber = new PageNumberField({ *m_pages, *m_strip, *m_actions }, this);
    bar->addWidget(m_pageNumber);
    add(Command::NextPage);
    bar->addSeparator();
    add(Command::ZoomOut);
    add(Command::ZoomIn);
    add(Command::FitPage);
    add(Command::FitWidth);
    bar->addWidget(new LayerButton(m_view->canvas(), *m_actions, this));
    m_status = new StatusLine(*statusBar());
    connect(&m_view->canvas(), &PageCanvas::zoomChanged, m_status, &StatusLine::setZoom);
    connect(m_status, &StatusLine::modelAsked, &m_actions->action(Command::Models), &QAction::trigger);
}

void MainWindow::connectActions()
{
    WindowActions& actions = *m_actions;
    PageCanvas* const canvas = &m_view->canvas();
    actions.connectTo(Command::Open, m_dialogs, &OpenDialogs::chooseFiles);
    actions.connectTo(Command::OpenFolder, m_dialogs, &OpenDialogs::chooseFolder);
    actions.connectTo(Command::CloseDocument, this, [this] {
        if (const DocumentEntry* const document = m_project.documentOf(m_view->shownPage()))
            m_project.removeDocument(document->id);
    });
    actions.connectTo(Command::Quit, this, &QWidget::close);
    actions.connectTo(Command::Undo, &m_project.history(), &QUndoStack::undo);
    actions.connectTo(Command::Redo, &m_project.history(), &QUndoStack::redo);
    actions.connectTo(Command::Paste, this, &MainWindow::paste);
    actions.connectTo(Command::ZoomIn, canvas, [canvas] { canvas->zoomBy(kZoomStep); });
    actions.connectTo(Command::ZoomOut, canvas, [canvas] { canvas->zoomBy(1 / kZoomStep); });
    actions.connectTo(Command::FitPage, canvas, [canvas] { canvas->setZoomMode(PageCanvas::Zoom::FitPage); });
    actions.connectTo(Command::FitWidth, canvas, [canvas] { canvas->setZoomMode(PageCanvas::Zoom::FitWidth); });
    actions.connectTo(Command::ActualSize, canvas, [canvas] { canvas->setZoomFactor(1); });
    connect(&actions.action(Command::Negative), &QAction::toggled, canvas, &PageCanvas::setNegative);
    actions.connectTo(Command::NextPane, this, [this] { movePane(1); });
    actions.connectTo(Command::PreviousPane, this, [this] { movePane(-1); });
    const auto nameSteps = [this] {
        const QUndoStack& history = m_project.history();
        QAction& undo = m_actions->action(Command::Undo);
        QAction& redo = m_actions->action(Command::Redo);
        undo.setEnabled(history.canUndo());
        redo.setEnabled(history.canRedo());
        undo.setText(history.canUndo() ? tr("&Undo: %1").arg(history.undoText()) : tr("&Undo"));
        redo.setText(history.canRedo() ? tr("&Redo: %1").arg(history.redoText()) : tr("&Redo"));
        undo.setIconText(tr("Undo"));
        redo.setIconText(tr("Redo"));
    };
    connect(&m_project.history(), &QUndoStack::indexChanged, this, nameSteps);
    nameSteps();
}

void MainWindow::connectResults()
{
    WindowActions& actions = *m_actions;
    actions.connectTo(Command::EditItem, m_link, &ResultLink::editCurrent);
    actions.connectTo(Command::AcceptItem, m_results, &ResultPanel::acceptCurrent);
    actions.connectTo(Command::DeleteItem, m_results, &ResultPanel::deleteCurrent);
    actions.connectTo(Command::Versions, m_link, &ResultLink::showVersions);
    actions.connectTo(Command::RemoveResult, m_results, &ResultPanel::removeShownReading);
    actions.connectTo(Command::NextDoubtful, m_link, [this] { m_link->goToDoubtful(1); });
    actions.connectTo(Command::PreviousDoubtful, m_link, [this] { m_link->goToDoubtful(-1); });
    new CardLink({ actions, m_results->card(), *m_messages }, this);
    new FindLink({ m_project, *m_view, *m_results, *m_strip, *m_actions }, this);
    new MaskLink({ m_project, *m_view, *m_results, *m_actions, *m_status }, this);
    // Keys that mean other things elsewhere are the list's own.
    for (const Command command : { Command::AcceptItem, Command::DeleteItem }) {
        actions.action(command).setShortcutContext(Qt::WidgetShortcut);
        m_results->list().addAction(&actions.action(command));
    }
}

void MainWindow::connectJobs()
{
    m_run
        = new RunLink({ m_project, *m_jobs, *m_actions, *m_task, *m_pages, *m_strip, *m_results, *m_messages }, *this);
    connect(m_run, &RunLink::pageAsked, m_strip, &PageStrip::showPage);
    connect(m_run, &RunLink::manyStarted, this, [this] { m_queue->parentWidget()->show(); });
    connect(m_run, &RunLink::stateChanged, this, [this] {
        m_status->setModel(m_run->modelText());
        m_status->setProgress(m_jobs->leftCount() > 0 ? m_queue->summary() : QString());
    });
    m_regions = new RegionLink({ m_project, *m_view, *m_results, *m_jobs, *m_actions, *m_messages }, *this);
    connect(m_run, &RunLink::modelOffered, m_regions, &RegionLink::setModel);
    connect(m_run, &RunLink::modelOffered, m_welcome, &WelcomePage::setModel);
    auto* const help = new HelpLink({ *m_actions, *m_run, *m_results, *m_link }, *this);
    auto* const recent = new RecentLink({ *m_opener, *m_keeper, *m_actions }, this);
    new ModelsLink({ *m_actions, *m_run, *m_jobs, *m_messages }, *this);
    new SampleLink({ *m_actions, *m_opener, m_project, *m_strip, *m_task, *m_run, *m_messages }, *this);
    connect(help, &HelpLink::settingsChanged, recent, &RecentLink::apply);
    m_jobs->listModels();
}

void MainWindow::connectOpening()
{
    connect(m_opener, &DocumentOpener::opened, this, &MainWindow::addDocument);
    connect(m_opener, &DocumentOpener::failed, this, [this](const QString&, const Error& error) {
        m_messages->post({ MessageStrip::Kind::Error, textOf(error), {}, {} });
    });
}

void MainWindow::paste()
{
    const QMimeData* const content = QApplication::clipboard()->mimeData();
    if (content == nullptr || !DocumentOpener::canOpen(*content)) {
        m_messages->post({ MessageStrip::Kind::Information,
            tr("The clipboard holds no picture and no file. Copy one and paste again."), {}, {} });
        return;
    }
    m_opener->open(*content, m_keeper->pastedFolder());
}

void MainWindow::addDocument(const QString& file, std::size_t pageCount, const QString& password, bool pasted)
{
    const std::vector<DocumentEntry>& documents = m_project.documents();
    const auto known = std::find_if(
        documents.begin(), documents.end(), [&](const DocumentEntry& entry) { return entry.file == file; });
    if (known != documents.end()) {
        m_strip->showPage(known->pages.front());
        return;
    }
    const bool first = documents.empty();
    const DocumentId id = m_project.addDocument(file, pageCount, password, pasted);
    if (first || m_strip->currentPage() == 0)
        m_strip->showPage(m_project.document(id)->pages.front());
}

void MainWindow::choosePage(PageId page)
{
    m_view->showPage(page);
    m_results->showPage(page);
    m_run->setPage(page);
    m_export->setPage(page);
    m_pageNumber->refresh();
    updateTitle();
}

// The page in view stays where it is, if it still is there.
void MainWindow::pagesReset()
{
    const PageId before = m_view->shownPage();
    const bool any = m_pages->rowCount() > 0;
    m_centre->setCurrentWidget(any ? static_cast<QWidget*>(m_view) : m_welcome);
    if (!any)
        choosePage(0);
    else
        m_strip->showPage(m_pages->rowOf(before) >= 0 ? before : m_pages->pageAt(0));
    for (const Command command : { Command::CloseDocument, Command::NextPage, Command::PreviousPage, Command::FirstPage,
             Command::LastPage, Command::GoToPage, Command::ZoomIn, Command::ZoomOut, Command::FitPage,
             Command::FitWidth, Command::ActualSize, Command::ShowBoxes })
        m_actions->action(command).setEnabled(any);
    m_pageNumber->refresh();
    m_run->refresh();
    updateTitle();
}

// From one dock, or the middle, to the next.
void MainWindow::movePane(int step)
{
    QList<QWidget*> panes{ m_strip, m_centre->currentWidget(), m_results, m_queue };
    panes.erase(
        std::remove_if(panes.begin(), panes.end(), [](QWidget* pane) { return !pane->isVisible(); }), panes.end());
    if (panes.isEmpty())
        return;
    const auto current = std::find_if(panes.begin(), panes.end(), [](QWidget* pane) {
        return pane == QApplication::focusWidget() || pane->isAncestorOf(QApplication::focusWidget());
    });
    const auto count = panes.size();
    const auto place = current == panes.end() ? (step > 0 ? -1 : 0) : current - panes.begin();
    panes[(place + step + count) % count]->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::updateTitle()
{
    const DocumentEntry* const document = m_project.documentOf(m_view->shownPage());
    const QString kept = m_keeper->file();
    const QString name = !kept.isEmpty() ? QFileInfo(kept).fileName()
        : document != nullptr            ? QFileInfo(document->file).fileName()
                                         : QString();
    setWindowTitle(name.isEmpty() ? tr("Palimpsest[*]") : tr("%1[*] – Palimpsest").arg(name));
    setWindowModified(m_project.isModified());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_results->card().commit();
    if (!m_projectLink->mayClose())
        return event->ignore();
    saveLayout({ saveGeometry(), saveState() });
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (DocumentOpener::canOpen(*event->mimeData()))
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    if (!DocumentOpener::canOpen(*event->mimeData()))
        return;
    event->acceptProposedAction();
    if (const QString preset = PresetLink::fileIn(*event->mimeData()); !preset.isEmpty())
        return m_presets->take(preset);
    m_opener->open(*event->mimeData(), m_keeper->pastedFolder());
}

} // namespace palimpsest
