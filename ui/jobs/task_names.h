#pragma once
// What tasks are called in the window. A task of a checkpoint of one's own keeps its own name.

#include <QString>

namespace palimpsest {

[[nodiscard]] QString nameOfTask(const QString& id);
// What the task wants to be told, for the field to type it into; empty: nothing known.
[[nodiscard]] QString promptHintOf(const QString& id);

} // namespace palimpsest
