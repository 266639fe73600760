#pragma once
// Settings as a file to be kept or given to others: an INI file as the program keeps its own, without what belongs to
// this computer alone (the folder of the model, the device), and nothing of any document. GUI thread.

#include <QString>

#include "engine/base/result.h"
#include "ui/settings/settings.h"

namespace palimpsest {

// Whole or not at all. FileAccess.
Result<void> writeSettingsFile(const Settings& settings, const QString& file);

// `now` with what the file has. FileAccess; BadInput where it is another's, of a later version, or has anything that
// this program would not have written: then none of it counts.
Result<Settings> readSettingsFile(const QString& file, const Settings& now);

} // namespace palimpsest
