#pragma once
// One page to be read for one task, or regions of it. A plain value.

#include <QString>
#include <vector>

#include "ui/project/reading.h"
#include "ui/project/region.h"

namespace palimpsest {

using JobId = quint64;

// Of a page that was read.
enum class PageOutcome { Whole, Partial, Empty };

enum class JobState { Waiting, Running, Done, Failed, Stopped };

// How something is to be read, beside what it is.
struct ReadingWishes {
    QString language = {}; // of the answer, by its code; empty: the usual one, or the task has none
    bool blankToo = false; // what looks blank is shown to the model all the same

    friend bool operator==(const ReadingWishes&, const ReadingWishes&) = default;
};

struct Job {
    JobId id = 0;
    PageId page = 0;
    QString task;
    QString prompt;
    JobState state = JobState::Waiting;
    double share = 0;                         // of the page, done
    PageOutcome outcome = PageOutcome::Whole; // once it is done
    QString failure;
    double seconds = 0; // that it took
    int tries = 0;
    std::vector<Region> regions = {}; // as they were when they were asked for; empty: all of the page
    bool alone = false;               // one region, beside what was read in the others
    ReadingWishes wishes = {};
    bool ownText = false; // the text that the page holds by itself is to stand for a reading
};

} // namespace palimpsest
