#pragma once
// Findings and impression of a radiograph, for research alone. Argument: the indication, where the manifest's prompt or
// forced start has a place for it.

#include <memory>

#include "pipelines/pipeline.h"

namespace palimpsest {

std::unique_ptr<Pipeline> makeReportPipeline();

} // namespace palimpsest
