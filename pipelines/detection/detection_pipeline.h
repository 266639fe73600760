#pragma once
// Finds every instance of the named objects. Argument: labels separated by " ; ".

#include <memory>

#include "pipelines/pipeline.h"

namespace palimpsest {

std::unique_ptr<Pipeline> makeDetectionPipeline();

} // namespace palimpsest
