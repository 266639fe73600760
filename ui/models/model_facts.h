#pragma once
// What `palimpsest models show --json --device` says of a checkpoint, and what it means for the memory of a device.
// Plain values and pure functions; a key that is missing is taken for empty.

#include <QByteArray>
#include <QString>
#include <vector>

namespace palimpsest {

struct WeightForm {
    QString weights; // "bf16", "q8", "q4"
    quint64 neededBytes = 0;
    quint64 weightBytes = 0; // of those
    int answersAtOnce = 0;   // 0: it does not fit
};

struct QuantisedWeights {
    QString weights;
    QString file;
    quint64 sizeBytes = 0;
};

struct ModelFacts {
    QString name; // empty: nothing is known
    QString licence;
    int imageSize = 0;
    QString stored; // the form its files have; empty: not known
    std::vector<QuantisedWeights> quantised;
    quint64 freeBytes = 0; // of the device that was asked about
    std::vector<WeightForm> forms;

    [[nodiscard]] const QuantisedWeights* quantisedAs(const QString& weights) const;
};

[[nodiscard]] ModelFacts modelFactsOf(const QByteArray& json);

enum class Fit { Fits, Tight, TooLarge };
// Tight: it fits, and leaves less than a tenth of what is free to anybody else.
[[nodiscard]] Fit fitOf(const WeightForm& form, quint64 freeBytes);

// In the language of the window.
[[nodiscard]] QString fitText(const WeightForm& form, quint64 freeBytes);
[[nodiscard]] QString sizeText(quint64 bytes);

} // namespace palimpsest
