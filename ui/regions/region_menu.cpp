#include "ui/regions/region_menu.h"

#include <QScreen>

#include "ui/jobs/task_names.h"
#include "ui/regions/region_tasks.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr double kWidestShare = 0.6; // of the screen, so that icon and mark have room, too

} // namespace

RegionMenu::RegionMenu(const Region& region, const ModelInfo& model, const WindowActions& actions, QWidget* parent)
    : QMenu(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("Region"));
    setToolTipsVisible(true);
    QStringList tasks = regionTasks();
    for (const QString& own : model.tasks)
        if (!tasks.contains(own) && own != QLatin1String("layout")) // finds regions and reads none
            tasks.append(own);
    for (const QString& task : tasks)
        addTask(task, region, model);
    addSeparator();
    addAction(&actions.action(Command::ReadRegion));
    addAction(&actions.action(Command::RemoveRegion));
}

void RegionMenu::addTask(const QString& task, const Region& region, const ModelInfo& model)
{
    const QString reason = model.name.isEmpty() ? QString() : model.whyNot(task);
    const QString name = nameOfTask(task);
    // A menu breaks no lines, and a reason may be longer than the screen is wide; all of it is in the tip.
    const QString words = reason.isEmpty() ? name : tr("%1 – not read: %2").arg(name, reason);
    const int widest = static_cast<int>(screen()->availableSize().width() * kWidestShare);
    QAction* const action = addAction(iconOfTask(task), fontMetrics().elidedText(words, Qt::ElideRight, widest));
    action->setToolTip(reason);
    action->setCheckable(true);
    action->setChecked(task == region.task);
    action->setEnabled(reason.isEmpty());
    connect(action, &QAction::triggered, this, [this, task] { Q_EMIT taskChosen(task); });
}

} // namespace palimpsest
