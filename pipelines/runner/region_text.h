#pragma once
// A part of a page in one word, as people write it on the command line and in manifests. Pure; any thread.

#include <optional>
#include <string_view>

#include "pipelines/runner/task_request.h"

namespace palimpsest {

// "72,72,200,100" or "72,72,200,100,table": x, y, width and height in points; nullopt: it is neither.
std::optional<RegionRequest> regionFromText(std::string_view text);

} // namespace palimpsest
