#pragma once
// Reads the rows, columns and cells of a table. A table whose print would arrive too small is read in bands of rows,
// each with the header above it.

#include <memory>

#include "pipelines/pipeline.h"

namespace palimpsest {

std::unique_ptr<Pipeline> makeTablePipeline();

} // namespace palimpsest
