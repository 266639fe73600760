#pragma once
// Writes files whole or not at all: what was there stays until all of the new one is on the disk. Any thread.

#include <QByteArray>
#include <QString>

#include "engine/base/result.h"

namespace palimpsest {

// FileAccess: names the file, says why and what to do.
Result<void> writeWholeFile(const QString& file, const QByteArray& bytes);

} // namespace palimpsest
