#pragma once
// Finds every instance of the named objects, or of all classes that a checkpoint knows. Argument of the former: labels
// separated by " ; ".

#include <memory>

#include "pipelines/pipeline.h"

namespace palimpsest {

std::unique_ptr<Pipeline> makeDetectionPipeline();

} // namespace palimpsest
