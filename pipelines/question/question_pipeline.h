#pragma once
// Answers a question about a page. Argument: the question.

#include <memory>

#include "pipelines/pipeline.h"

namespace palimpsest {

std::unique_ptr<Pipeline> makeQuestionPipeline();

} // namespace palimpsest
