#pragma once
// What the worker says about models. Plain values.

#include <QString>
#include <QStringList>
#include <vector>

namespace palimpsest {

struct ModelInfo {
    QString name;
    QString folder;
    QString problem; // empty: complete
    QStringList tasks;
    QStringList promptedTasks; // those of them that want labels or a question

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
