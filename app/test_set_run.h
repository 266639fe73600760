#pragma once
// A data set read by a model, through the batch: what it found, for whoever scores it. On the main thread.

#include <cstddef>
#include <filesystem>

#include "app/composition.h"
#include "engine/base/result.h"
#include "pipelines/batch/batch_run.h"
#include "pipelines/evaluate/test_set.h"

namespace palimpsest {

struct TestSetRun {
    SampleSet found;
    BatchCounts pages;
    std::size_t readNow = 0; // of the pages; the others were there from an earlier run
    double seconds = 0;
};

// Every page is read once, as `request` and the questions of the set say. `folder` keeps what a batch keeps, and a run
// that was stopped goes on there. Cancelled where somebody asked to stop.
Result<TestSetRun> runTestSet(const TestSet& set, const TaskRequest& request, LoadedModel& model,
    const std::filesystem::path& folder, const CommandContext& context);

} // namespace palimpsest
