#pragma once
// Reads a page in one piece, for whoever says that something stands where no line of print is found. Nothing of the
// answer is left out as invention, so what comes of it is to be marked as an experiment. Inference thread.

#include "engine/base/result.h"
#include "pipelines/page_result.h"
#include "pipelines/pipeline.h"
#include "pipelines/runner/asker.h"

namespace palimpsest {

// A line for every text of the answer, in its order. Where the answer says nothing of places, each has all of the page.
Result<OcrResult> readWholePage(const PipelineInput& input, Asker& asker);

} // namespace palimpsest
