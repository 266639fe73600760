#include "ui/regions/region_link.h"

#include <QInputDialog>
#include <QTreeView>
#include <algorithm>
#include <array>
#include <utility>

#include "ui/jobs/job_controller.h"
#include "ui/jobs/task_names.h"
#include "ui/message_strip.h"
#include "ui/page_view/page_view.h"
#include "ui/project/region_parts.h"
#include "ui/project/result_items.h"
#include "ui/regions/region_menu.h"
#include "ui/results/result_panel.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr std::array<std::pair<Command, const char*>, 6> kTaskCommands{ {
    { Command::RegionText, "ocr" },
    { Command::RegionTable, "table" },
    { Command::RegionMolecule, "molecule" },
    { Command::RegionScore, "score" },
    { Command::RegionMask, "segment" },
    { Command::RegionQuestion, "question" },
} };

} // namespace

RegionLink::RegionLink(const Parts& parts, QWidget& window)
    : QObject(&window),
      m_parts(parts),
      m_window(window),
      m_nextTask(QStringLiteral("ocr"))
{
    connectActions();
    connectTool();
    connectResults();
    refresh();
}

void RegionLink::connectActions()
{
    WindowActions& actions = m_parts.actions;
    RegionTool* const tool = &canvas().regionTool();
    connect(&actions.action(Command::DrawRegion), &QAction::toggled, tool, &RegionTool::setDrawing);
    connect(tool, &RegionTool::drawingChanged, &actions.action(Command::DrawRegion), &QAction::setChecked);
    actions.connectTo(Command::AddRegion, tool, &RegionTool::addInView);
    actions.connectTo(Command::RemoveRegion, this, [this] { m_parts.project.removeRegion(page(), m_current); });
    actions.connectTo(
        Command::FindRegions, this, [this] { m_parts.jobs.read({ page() }, kAutomaticTask, {}, wishesFor({})); });
    actions.connectTo(Command::ReadRegions, this, &RegionLink::readAll);
    actions.connectTo(Command::ReadRegion, this, &RegionLink::readCurrent);
    actions.connectTo(Command::ShowSeen, &canvas(), &PageCanvas::setSeenShown);
    // Keys that are letters elsewhere are the canvas's own.
    const auto ownKeys = [&](Command command) {
        actions.action(command).setShortcutContext(Qt::WidgetShortcut);
        canvas().addAction(&actions.action(command));
    };
    for (const auto& [command, task] : kTaskCommands) {
        actions.connectTo(command, this, [this, id = QLatin1String(task)] { useTask(id); });
        ownKeys(command);
    }
    ownKeys(Command::AddRegion);
    ownKeys(Command::RemoveRegion);
}

void RegionLink::connectTool()
{
    RegionTool* const tool = &canvas().regionTool();
    connect(tool, &RegionTool::drawn, this, &RegionLink::add);
    connect(tool, &RegionTool::chosen, this, &RegionLink::choose);
    connect(tool, &RegionTool::chipActivated, this, &RegionLink::openMenu);
    connect(tool, &RegionTool::removeAsked, this,
        [this](std::size_t place) { m_parts.project.removeRegion(page(), regions().at(place).id); });
    connect(tool, &RegionTool::changed, this, [this](std::size_t place, const QRectF& box, RegionTool::Change change) {
        Region region = regions().at(place);
        const double scale = 1 / marked().toPixels();
        region.box = QRectF(box.topLeft() * scale, box.size() * scale);
        m_parts.project.changeRegion(
            page(), region, change == RegionTool::Change::Moved ? RegionStep::Move : RegionStep::Resize);
    });
    canvas().setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&canvas(), &QWidget::customContextMenuRequested, this, [this, tool](const QPoint& position) {
        tool->chooseAt(position);
        if (const auto place = canvas().regions().current())
            openMenu(*place, canvas().viewport()->mapToGlobal(position));
    });
}

void RegionLink::connectResults()
{
    const Project* const project = &m_parts.project;
    connect(&m_parts.view, &PageView::pageDrawn, this, [this](PageId page) {
        m_drawn = page;
        refresh();
    });
    connect(&m_parts.view, &PageView::pageChosen, this, &RegionLink::refresh);
    connect(project, &Project::pagesReset, this, &RegionLink::refresh);
    const auto refreshPage = [this](PageId changed) {
        if (changed == page())
            refresh();
    };
    connect(project, &Project::regionsChanged, this, refreshPage);
    connect(project, &Project::pageChanged, this, refreshPage);
    connect(&m_parts.results, &ResultPanel::currentItemChanged, this, &RegionLink::followItem);
}

PageCanvas& RegionLink::canvas() const
{
    return m_parts.view.canvas();
}

PageId RegionLink::page() const
{
    return m_drawn == m_parts.view.shownPage() ? m_drawn : 0;
}

const std::vector<Region>& RegionLink::regions() const
{
    static const std::vector<Region> none;
    const PageEntry* const entry = m_parts.project.page(page());
    return entry == nullptr ? none : entry->regions;
}

MarkedPage RegionLink::marked() const
{
    return { canvas().pageSize(), m_parts.view.dpi(), m_parts.project.shownReading(page()) };
}

void RegionLink::setModel(const ModelInfo& model)
{
    m_model = model;
    refresh();
}

void RegionLink::refresh()
{
    std::vector<RegionMark> marks;
    std::optional<std::size_t> current;
    for (const Region& region : regions()) {
        if (region.id == m_current)
            current = marks.size();
        marks.push_back(markOf(region, marks.size() + 1, marked(), m_model));
    }
    if (!current)
        m_current = 0;
    canvas().regions().setMarks(std::move(marks));
    canvas().regions().setCurrent(current);
    canvas().regionTool().setStep(marked().toPixels());
    refreshChosen();
}

// What hangs on which one is chosen.
void RegionLink::refreshChosen()
{
    const Region* const region = m_parts.project.region(page(), m_current);
    const MarkedPage page = marked();
    const std::vector<SeenTile> tiles = seenTilesOf(page, region != nullptr ? page.partOf(*region) : std::nullopt);
    canvas().setSeen(tiles, seenCaption(page, tiles));
    const bool drawn = this->page() != 0;
    const bool ready = drawn && !m_model.name.isEmpty();
    const auto enable = [this](Command command, bool on) { m_parts.actions.action(command).setEnabled(on); };
    for (const auto& [command, task] : kTaskCommands)
        enable(command, drawn);
    enable(Command::DrawRegion, drawn);
    enable(Command::AddRegion, drawn);
    enable(Command::ShowSeen, drawn);
    enable(Command::RemoveRegion, region != nullptr);
    enable(Command::FindRegions, ready && m_model.choosesTasks());
    enable(Command::ReadRegions, ready && !regions().empty());
    enable(Command::ReadRegion, ready && region != nullptr);
    QString spoken = tr("The page as a picture; what was found on it is in the list of results");
    if (const auto place = canvas().regions().current(); place && region != nullptr) {
        const RegionMark& mark = canvas().regions().marks()[*place];
        QStringList words{ tr("Region %1 of %2").arg(*place + 1).arg(regions().size()), mark.chip };
        if (region->proposed)
            words.append(tr("proposed"));
        words << mark.badge << mark.note;
        words.removeAll(QString());
        spoken = words.join(QStringLiteral(", "));
    }
    canvas().setAccessibleDescription(spoken);
}

void RegionLink::add(const QRectF& box)
{
    if (page() == 0)
        return;
    const double scale = 1 / marked().toPixels();
    Region region;
    region.box = QRectF(box.topLeft() * scale, box.size() * scale);
    region.task = m_nextTask;
    m_current = m_parts.project.addRegion(page(), region);
    refresh();
    canvas().setFocus();
    if (wantsPrompt(m_nextTask, m_model))
        askPrompt(*m_parts.project.region(page(), m_current));
}

// What was read in it is chosen in the list, too.
void RegionLink::choose(std::optional<std::size_t> place)
{
    m_current = place && *place < regions().size() ? regions()[*place].id : 0;
    refreshChosen();
    const Region* const region = m_parts.project.region(page(), m_current);
    const MarkedPage page = marked();
    const auto part = region != nullptr ? page.partOf(*region) : std::nullopt;
    if (!part)
        return;
    const PageResult& result = *page.reading->result;
    const auto item = m_parts.results.currentItem();
    const auto there = item ? placeOfItem(result, *item) : std::nullopt;
    if (!there || there->part != *part) {
        if (itemCount(partsOf(result)[*part].content) > 0)
            m_parts.results.setCurrentItem(firstItemOf(result, *part));
    }
}

void RegionLink::followItem(std::optional<std::size_t> item)
{
    const MarkedPage page = marked();
    if (!item || page.reading == nullptr)
        return;
    const auto there = placeOfItem(*page.reading->result, *item);
    const auto found = std::find_if(regions().begin(), regions().end(),
        [&](const Region& region) { return there && page.partOf(region) == there->part; });
    const bool any = found != regions().end();
    m_current = any ? found->id : 0;
    canvas().regions().setCurrent(
        any ? std::optional(static_cast<std::size_t>(found - regions().begin())) : std::nullopt);
    refreshChosen();
}

// Of the region that is chosen, or of the next one that is drawn.
void RegionLink::useTask(const QString& task)
{
    const QString reason = m_model.name.isEmpty() ? QString() : m_model.whyNot(task);
    if (!reason.isEmpty()) {
        m_parts.messages.post({ MessageStrip::Kind::Information,
            tr("This model does not read that (%1): %2.").arg(nameOfTask(task), reason), {}, {} });
        return;
    }
    if (m_current != 0)
        return giveTask(m_current, task);
    m_nextTask = task;
    canvas().regionTool().setDrawing(true);
}

void RegionLink::giveTask(RegionId id, const QString& task)
{
    const Region* const before = m_parts.project.region(page(), id);
    if (before == nullptr)
        return;
    Region region = *before;
    m_nextTask = task;
    const bool asks = wantsPrompt(task, m_model);
    if (region.task != task || !asks)
        region.prompt.clear();
    region.task = task;
    if (asks)
        return askPrompt(std::move(region));
    m_parts.project.changeRegion(page(), std::move(region), RegionStep::Task);
}

void RegionLink::askPrompt(Region region)
{
    auto* const dialog = new QInputDialog(&m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(nameOfTask(region.task));
    const QString hint = promptHintOf(region.task);
    dialog->setLabelText(hint.isEmpty() ? tr("What to look for, or what to answer:")
                                        : tr("What to look for, or what to answer, for example “%1”:").arg(hint));
    dialog->setTextValue(region.prompt);
    connect(dialog, &QInputDialog::textValueSelected, this,
        [this, page = page(), region = std::move(region)](const QString& prompt) mutable {
            region.prompt = prompt.trimmed();
            m_parts.project.changeRegion(page, region, RegionStep::Task);
        });
    dialog->open();
}

void RegionLink::openMenu(std::size_t place, const QPoint& position)
{
    const Region& region = regions().at(place);
    m_menu = new RegionMenu(region, m_model, m_parts.actions, &m_window);
    connect(m_menu, &RegionMenu::taskChosen, this, [this, id = region.id](const QString& task) { giveTask(id, task); });
    m_menu->popup(position);
}

// A language is wanted of whoever has one; of regions none of which has, the worker takes none.
ReadingWishes RegionLink::wishesFor(const std::vector<Region>& wanted) const
{
    const bool spoken = wanted.empty() ? m_model.speaks(kAutomaticTask)
                                       : std::any_of(wanted.begin(), wanted.end(),
                                           [this](const Region& region) { return m_model.speaks(region.task); });
    return { spoken ? m_parts.project.answerLanguage() : QString() };
}

void RegionLink::readAll()
{
    std::vector<Region> wanted;
    QStringList left;
    for (const Region& region : regions()) {
        const QString reason = whyUnread(region, m_model);
        if (reason.isEmpty())
            wanted.push_back(region);
        else if (!left.contains(reason))
            left.append(reason);
    }
    if (!left.isEmpty())
        m_parts.messages.post({ MessageStrip::Kind::Warning,
            tr("%n region(s) were left out. %1", nullptr, static_cast<int>(regions().size() - wanted.size()))
                .arg(left.join(QLatin1Char(' '))),
            {}, {} });
    if (!wanted.empty())
        m_parts.jobs.readRegions(page(), wanted, wishesFor(wanted));
}

void RegionLink::readCurrent()
{
    const Region* const region = m_parts.project.region(page(), m_current);
    if (region == nullptr)
        return;
    const QString reason = whyUnread(*region, m_model);
    if (reason.isEmpty())
        m_parts.jobs.readRegion(page(), *region, wishesFor({ *region }));
    else
        m_parts.messages.post({ MessageStrip::Kind::Information, reason, {}, {} });
}

} // namespace palimpsest
