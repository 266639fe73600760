#pragma once
// How a result came about, in the language of the window: who was asked what, how the page lay, how much of it the
// model saw. Pure.

#include <QString>

#include "ui/project/reading.h"

namespace palimpsest {

[[nodiscard]] QString provenanceText(const Reading& reading);

} // namespace palimpsest
