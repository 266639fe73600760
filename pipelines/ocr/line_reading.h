#pragma once
// Reads lines of print that were found on a page: cut at word gaps into tiles of the size the checkpoint reads best,
// read, and put together again. What was read with doubt is read a second time, a little larger. Inference thread.

#include <cstddef>
#include <span>

#include "engine/base/result.h"
#include "pipelines/page_result.h"
#include "pipelines/pipeline.h"
#include "pipelines/runner/asker.h"
#include "pipelines/tiling/line_finder.h"

namespace palimpsest {

struct ReadLines {
    OcrResult text;    // in the order of the lines; those that were read with too little confidence are left out
    bool known = true; // the checkpoint knows print of this kind
};

// `imageSize`: side of the model's square. What was left out stays in the record of its answer, with a warning.
Result<ReadLines> readLines(
    const PipelineInput& input, std::span<const FoundLine> lines, std::size_t imageSize, Asker& asker);

} // namespace palimpsest
