#pragma once
// What a model trained for tables, molecules and music could have read from the samples, a mistake here and there: for
// pictures of the window, since the starter checkpoint reads none of these.

#include <QString>
#include <vector>

#include "ui/project/reading.h"

namespace palimpsest {

struct SampleReading {
    QString file; // in the folder of the samples
    QString name; // of the picture that is made
    Reading reading;
};

[[nodiscard]] std::vector<SampleReading> sampleReadings();

} // namespace palimpsest
