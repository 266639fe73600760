#pragma once
// Reads tables with a checkpoint that reads nothing but lines of text: the program finds the cells by their ruling
// lines, or by the white between them, and has the print in each read.

#include <memory>

#include "pipelines/pipeline.h"

namespace palimpsest {

std::unique_ptr<Pipeline> makeCellPipeline();

} // namespace palimpsest
