#include "ui/jobs/task_names.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace palimpsest {

namespace {

struct TaskRow {
    const char* id;
    const char* name;
    const char* hint; // null: none
};

constexpr std::array kTasks{
    TaskRow{ "auto", QT_TRANSLATE_NOOP("Tasks", "Automatic"), nullptr },
    TaskRow{ "regions", QT_TRANSLATE_NOOP("Tasks", "Regions"), nullptr },
    TaskRow{ "ocr", QT_TRANSLATE_NOOP("Tasks", "Text"), nullptr },
    TaskRow{ "detect", QT_TRANSLATE_NOOP("Tasks", "Objects"), QT_TRANSLATE_NOOP("Tasks", "cat ; dog") },
    TaskRow{ "detect-all", QT_TRANSLATE_NOOP("Tasks", "All objects"), nullptr },
    TaskRow{ "segment", QT_TRANSLATE_NOOP("Tasks", "Masks"), QT_TRANSLATE_NOOP("Tasks", "left wheel ; right wheel") },
    TaskRow{ "caption", QT_TRANSLATE_NOOP("Tasks", "Caption"), nullptr },
    TaskRow{ "caption-region", QT_TRANSLATE_NOOP("Tasks", "Caption of a region"), nullptr },
    TaskRow{ "question", QT_TRANSLATE_NOOP("Tasks", "Question"), QT_TRANSLATE_NOOP("Tasks", "What is the total?") },
    TaskRow{ "write-question", QT_TRANSLATE_NOOP("Tasks", "Question to an answer"),
        QT_TRANSLATE_NOOP("Tasks", "a red car") },
    TaskRow{ "table", QT_TRANSLATE_NOOP("Tasks", "Table"), nullptr },
    TaskRow{ "molecule", QT_TRANSLATE_NOOP("Tasks", "Molecule"), nullptr },
    TaskRow{ "score", QT_TRANSLATE_NOOP("Tasks", "Score"), nullptr },
    TaskRow{ "layout", QT_TRANSLATE_NOOP("Tasks", "Layout"), nullptr },
    TaskRow{ "report", QT_TRANSLATE_NOOP("Tasks", "Report"), QT_TRANSLATE_NOOP("Tasks", "the indication: cough") },
};

const TaskRow* rowOf(const QString& id)
{
    const auto* const found
        = std::find_if(kTasks.begin(), kTasks.end(), [&id](const TaskRow& row) { return id == QLatin1String(row.id); });
    return found == kTasks.end() ? nullptr : &*found;
}

} // namespace

QString nameOfTask(const QString& id)
{
    const TaskRow* const row = rowOf(id);
    return row == nullptr ? id : QCoreApplication::translate("Tasks", row->name);
}

QString promptHintOf(const QString& id)
{
    const TaskRow* const row = rowOf(id);
    return row == nullptr || row->hint == nullptr ? QString() : QCoreApplication::translate("Tasks", row->hint);
}

} // namespace palimpsest
