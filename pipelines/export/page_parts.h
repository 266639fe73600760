#pragma once
// Pages whose regions were read by different tasks, as a format gets them that holds only some kinds of results. Pure
// functions; any thread.

#include <span>
#include <string>
#include <string_view>

#include "pipelines/export/export_input.h"

namespace palimpsest {

// What a format of these kinds can hold of each page of parts, as one result of the first kind that is there; an empty
// one where none is. Other pages, and all pages for a format that holds parts, as they are.
ExportInput inputFor(std::span<const std::string_view> kinds, ExportInput input);

// What inputFor() leaves out, "page 3: 2 detections"; empty: nothing.
std::string leftOutBy(std::span<const std::string_view> kinds, const ExportInput& input);

} // namespace palimpsest
