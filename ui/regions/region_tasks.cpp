#include "ui/regions/region_tasks.h"

#include <algorithm>
#include <array>

#include "ui/icon.h"

namespace palimpsest {

namespace {

struct Row {
    const char* id;
    const char* icon;
    QRgb colour; // white letters stand out on it
};

constexpr std::array kRows{
    Row{ "auto", "task-auto", 0xff4a5560 },
    Row{ "ocr", "task-text", 0xff1f5f99 },
    Row{ "table", "task-table", 0xff9a4a00 },
    Row{ "molecule", "task-molecule", 0xff2f6b2f },
    Row{ "score", "task-score", 0xff7a3a8a },
    Row{ "segment", "task-mask", 0xff00696e },
    Row{ "detect", "boxes", 0xffa3352b },
    Row{ "caption", "task-caption", 0xff6b5f00 },
    Row{ "question", "help", 0xff5048a8 },
    Row{ "report", "edit", 0xff8a2f5c },
};
constexpr Row kOwn{ "", "region", 0xff4a5560 };
constexpr QRgb kUnread = 0xff6f7276;

const Row& rowOf(const QString& id)
{
    const auto* const found
        = std::find_if(kRows.begin(), kRows.end(), [&id](const Row& row) { return id == QLatin1String(row.id); });
    return found == kRows.end() ? kOwn : *found;
}

} // namespace

QStringList regionTasks()
{
    QStringList ids;
    for (const Row& row : kRows)
        ids.append(QLatin1String(row.id));
    return ids;
}

QIcon iconOfTask(const QString& id)
{
    return iconNamed(rowOf(id).icon);
}

QColor colourOfTask(const QString& id)
{
    return QColor::fromRgba(rowOf(id).colour);
}

QColor colourOfUnread()
{
    return QColor::fromRgba(kUnread);
}

} // namespace palimpsest
