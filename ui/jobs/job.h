#pragma once
// One page to be read for one task. A plain value.

#include <QString>

#include "ui/project/reading.h"

namespace palimpsest {

using JobId = quint64;

enum class JobState { Waiting, Running, Done, Failed, Stopped };

struct Job {
    JobId id = 0;
    PageId page = 0;
    QString task;
    QString prompt;
    JobState state = JobState::Waiting;
    double share = 0; // of the page, done
    QString failure;
    double seconds = 0; // that it took
    int tries = 0;
};

} // namespace palimpsest
