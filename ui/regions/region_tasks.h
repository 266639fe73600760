#pragma once
// What a region may be read as: the order of the menus, a picture and a colour for each. Pure.

#include <QColor>
#include <QIcon>
#include <QString>
#include <QStringList>

namespace palimpsest {

[[nodiscard]] QStringList regionTasks();
// A task of a checkpoint of one's own has the picture of any region.
[[nodiscard]] QIcon iconOfTask(const QString& id);
[[nodiscard]] QColor colourOfTask(const QString& id);
// Of one that the model at hand does not read.
[[nodiscard]] QColor colourOfUnread();

} // namespace palimpsest
