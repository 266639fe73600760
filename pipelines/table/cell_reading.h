#pragma once
// Reads the tables of a page with a checkpoint that reads nothing but lines of text: the program finds the cells by
// their ruling lines, or by the white between them, and has the print in each read. Inference thread.

#include "engine/base/result.h"
#include "pipelines/page_result.h"
#include "pipelines/pipeline.h"
#include "pipelines/runner/asker.h"

namespace palimpsest {

struct ReadTables {
    Tables tables;     // top to bottom; none where there is no print
    bool known = true; // the checkpoint knows print of this kind
};

// Where nothing is found, input.blank says whether all of the page is read as one cell.
Result<ReadTables> readTables(
    const PipelineInput& input, VisionLanguageModel& model, const JobContext& job, Asker& asker);

} // namespace palimpsest
