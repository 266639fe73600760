#pragma once
// One result of a page as the window keeps it: what the model found, and what a person has said about it since. Plain
// values; the result itself is shared and never changed, a correction is another Reading.

#include <QDateTime>
#include <QString>
#include <memory>
#include <optional>
#include <vector>

#include "pipelines/page_result.h"

namespace palimpsest {

using DocumentId = quint64;
using PageId = quint64;
using ReadingId = quint64;

enum class Review {
    Unseen,
    Accepted, // as the model had it
    Edited,   // a person's words; no run replaces them
};

struct Reading {
    ReadingId id = 0;
    QString task;
    QString prompt;
    QDateTime made;
    std::shared_ptr<const PageResult> result; // never null
    std::vector<Review> reviews;              // one per item of the result
    double seconds = 0;                       // that it took; 0: not known
    QString device = {};                      // that the model was on; empty: not known, or none was asked
    std::optional<double> ink = {};           // share of the page that is dark; empty: not known

    [[nodiscard]] bool isEdited() const;
};

} // namespace palimpsest
