#pragma once
// Reads the text of a page: lines are found by their ink and read.

#include <memory>

#include "pipelines/pipeline.h"

namespace palimpsest {

std::unique_ptr<Pipeline> makeOcrPipeline();

} // namespace palimpsest
