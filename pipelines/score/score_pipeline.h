#pragma once
// Reads the music of a page, system by system.

#include <memory>

#include "pipelines/pipeline.h"

namespace palimpsest {

std::unique_ptr<Pipeline> makeScorePipeline();

} // namespace palimpsest
