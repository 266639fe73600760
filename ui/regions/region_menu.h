#pragma once
// The menu of a region: what it is read as, with those greyed that the model at hand does not read and the reason
// beside them, and what else can be done with it. GUI thread.

#include <QMenu>

#include "ui/jobs/model_info.h"
#include "ui/project/region.h"

namespace palimpsest {

class WindowActions;

class RegionMenu final : public QMenu {
    Q_OBJECT

public:
    RegionMenu(const Region& region, const ModelInfo& model, const WindowActions& actions, QWidget* parent);

Q_SIGNALS:
    void taskChosen(const QString& task);

private:
    void addTask(const QString& task, const Region& region, const ModelInfo& model);
};

} // namespace palimpsest
