#pragma once
// Light and dark. Called on the GUI thread.

#include "ui/settings/settings.h"

namespace palimpsest {

// System: whatever style and colours the desktop has, put back if they were changed before.
void applyAppearance(Appearance appearance);

} // namespace palimpsest
