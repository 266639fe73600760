#pragma once
// What stands where on a page, without asking the model: text, tables, figures, staves, molecules and other drawings.

#include <memory>

#include "pipelines/pipeline.h"

namespace palimpsest {

std::unique_ptr<Pipeline> makeRegionPipeline();

} // namespace palimpsest
