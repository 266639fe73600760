#pragma once
// What a model trained for it could have read from the samples, a mistake here and there: for pictures of the window,
// which show every kind of result whatever the starter checkpoint reads.

#include <QString>
#include <vector>

#include "ui/project/reading.h"

namespace palimpsest {

struct SampleReading {
    QString file;                  // in the folder of the samples
    QString name;                  // of the picture that is made
    std::vector<Reading> readings; // the last is shown
};

[[nodiscard]] std::vector<SampleReading> sampleReadings();

} // namespace palimpsest
