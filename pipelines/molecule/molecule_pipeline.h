#pragma once
// Reads the molecules that are drawn on a page, each by itself.

#include <memory>

#include "pipelines/pipeline.h"

namespace palimpsest {

std::unique_ptr<Pipeline> makeMoleculePipeline();

} // namespace palimpsest
