#pragma once
// Answers a question about a table with a checkpoint that reads nothing but lines of text: the tables are read cell by
// cell, and the program looks up the cell that the question asks for. Argument: the question.

#include <memory>

#include "pipelines/pipeline.h"

namespace palimpsest {

std::unique_ptr<Pipeline> makeCellAnswerPipeline();

} // namespace palimpsest
