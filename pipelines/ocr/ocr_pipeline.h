#pragma once
// Reads the text of a page: lines are found by their ink, cut at word gaps into tiles of the size the checkpoint reads
// best, read, and put together again. What was read with doubt is read a second time, a little larger.

#include <memory>

#include "pipelines/pipeline.h"

namespace palimpsest {

std::unique_ptr<Pipeline> makeOcrPipeline();

} // namespace palimpsest
