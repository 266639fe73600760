#include "ui/jobs/model_info.h"

#include <QCoreApplication>
#include <algorithm>

#include "pipelines/regions/region_routing.h"
#include "ui/project/region.h"

namespace palimpsest {

bool ModelInfo::choosesTasks() const
{
    return std::any_of(std::begin(kRoutedTasks), std::end(kRoutedTasks), [this](std::string_view routed) {
        const QString task = QString::fromUtf8(routed.data(), static_cast<qsizetype>(routed.size()));
        return tasks.contains(task) && !promptedTasks.contains(task);
    });
}

bool ModelInfo::speaks(const QString& task) const
{
    if (task != kAutomaticTask)
        return spokenTasks.contains(task);
    return std::any_of(std::begin(kRoutedTasks), std::end(kRoutedTasks), [this](std::string_view routed) {
        const QString id = QString::fromUtf8(routed.data(), static_cast<qsizetype>(routed.size()));
        return spokenTasks.contains(id) && !promptedTasks.contains(id);
    });
}

QString ModelInfo::whyNot(const QString& task) const
{
    if (tasks.contains(task) || (task == kAutomaticTask && choosesTasks()))
        return {};
    const QString reason = reasons.value(task);
    return reason.isEmpty() ? QCoreApplication::translate("Tasks", "the model does not say that it can") : reason;
}

} // namespace palimpsest
