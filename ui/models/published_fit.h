#pragma once
// What `palimpsest models published --json` says, and which of those models is a good one for this computer. Plain
// values and pure functions; a key that is missing is taken for empty.

#include <QByteArray>
#include <QString>
#include <optional>
#include <vector>

#include "ui/models/model_facts.h"

namespace palimpsest {

struct PublishedFit {
    QString name; // "google/paligemma2-3b-mix-448"
    std::vector<WeightForm> forms;

    [[nodiscard]] quint64 fetchedBytes() const; // as published, about; 0: not known
    // The first of its forms that leaves others room; nullptr: none does.
    [[nodiscard]] const WeightForm* bestForm(quint64 freeBytes) const;
};

struct PublishedFits {
    QString deviceName; // empty: nothing is known
    bool processor = false;
    quint64 freeBytes = 0;
    std::vector<PublishedFit> models; // the smallest first
};

[[nodiscard]] PublishedFits publishedFitsOf(const QByteArray& json);

struct Recommendation {
    QString model;
    WeightForm form;
};
// The largest that fits without being cut to four bits; where none does, the smallest that fits at all. On a processor,
// which is slow, the smallest, quantised. Of those of one size the one that sees the most pixels.
[[nodiscard]] std::optional<Recommendation> recommendedOf(const PublishedFits& fits);

// In the language of the window: a line for the recommended one, then one for each.
[[nodiscard]] QString fitsText(const PublishedFits& fits);

} // namespace palimpsest
