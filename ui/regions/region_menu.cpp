#include "ui/regions/region_menu.h"

#include "ui/jobs/task_names.h"
#include "ui/regions/region_tasks.h"
#include "ui/window_actions.h"

namespace palimpsest {

RegionMenu::RegionMenu(const Region& region, const ModelInfo& model, const WindowActions& actions, QWidget* parent)
    : QMenu(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("Region"));
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
    QAction* const action
        = addAction(iconOfTask(task), reason.isEmpty() ? name : tr("%1 – not read: %2").arg(name, reason));
    action->setCheckable(true);
    action->setChecked(task == region.task);
    action->setEnabled(reason.isEmpty());
    connect(action, &QAction::triggered, this, [this, task] { Q_EMIT taskChosen(task); });
}

} // namespace palimpsest
