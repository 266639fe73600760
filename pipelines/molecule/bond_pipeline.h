#pragma once
// Reads drawn molecules with a checkpoint that reads nothing but lines of text: the program follows the bonds, and has
// the letters at the atoms read.

#include <memory>

#include "pipelines/pipeline.h"

namespace palimpsest {

std::unique_ptr<Pipeline> makeBondPipeline();

} // namespace palimpsest
