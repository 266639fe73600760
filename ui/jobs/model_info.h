#pragma once
// What the worker says about models. Plain values.

#include <QHash>
#include <QString>
#include <QStringList>
#include <vector>

namespace palimpsest {

struct ModelInfo {
    QString name;
    QString folder;
    QString problem; // empty: complete
    QStringList tasks;
    QStringList promptedTasks;              // those of them that want labels or a question
    QHash<QString, QString> reasons = {};   // why a task is not among them, where the model says
    quint64 weightBytes = 0;                // of the files that hold its weights; 0: not known
    double smallestPrint = 0;               // pixels of its picture that a line of print needs; 0: not known
    QString licence = {};                   // empty: it does not say
    QStringList spokenTasks = {};           // those of the tasks whose answers may be wanted in a language
    QHash<QString, QStringList> words = {}; // by task, where it was told no others

    // Empty: it reads that.
    [[nodiscard]] QString whyNot(const QString& task) const;
    // Whether it reads anything that it needs not be told about, so that it can be told to read whatever fits.
    [[nodiscard]] bool choosesTasks() const;
    [[nodiscard]] bool speaks(const QString& task) const;
    [[nodiscard]] bool isComplete() const { return problem.isEmpty(); }
};

// What a worker is asked to load; empty: its own choice.
struct ModelChoice {
    QString model; // a name or a folder
    QString device;
    QString weights;

    friend bool operator==(const ModelChoice&, const ModelChoice&) = default;
};

struct LoadedModelInfo {
    QString name; // empty: none is loaded
    QString deviceName;
    QString weights;
};

} // namespace palimpsest
