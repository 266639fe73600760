#include "ui/whole_file.h"

#include <QSaveFile>

namespace palimpsest {

// commit() alone does not notice that what was still held back found no room, and puts an empty file in the old one's
// place.
Result<void> writeWholeFile(const QString& file, const QByteArray& bytes)
{
    QSaveFile written(file);
    if (written.open(QIODevice::WriteOnly) && written.write(bytes) == bytes.size() && written.flush()
        && written.commit())
        return {};
    const QString reason = written.errorString();
    written.cancelWriting();
    return Error{ ErrorCode::FileAccess,
        "'" + file.toStdString() + "' cannot be written: " + reason.toStdString()
            + "; what was there is as it was. Make room on the disk, or choose another place" };
}

} // namespace palimpsest
