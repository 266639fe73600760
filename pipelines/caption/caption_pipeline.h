#pragma once
// Says what a picture shows, or a region of it. The whole page is one picture.

#include <memory>

#include "pipelines/pipeline.h"

namespace palimpsest {

std::unique_ptr<Pipeline> makeCaptionPipeline();

} // namespace palimpsest
