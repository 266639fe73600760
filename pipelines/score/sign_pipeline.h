#pragma once
// Reads printed music for a checkpoint that cannot: by the shapes of its signs and where they stand. The model is asked
// nothing, and the result says so.

#include <memory>

#include "pipelines/pipeline.h"

namespace palimpsest {

std::unique_ptr<Pipeline> makeSignPipeline();

} // namespace palimpsest
