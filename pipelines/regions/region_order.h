#pragma once
// What was read in regions of their own, put between the lines of the text around them. Pure; any thread.

#include <vector>

#include "pipelines/page_result.h"

namespace palimpsest {

// `text`: lines in reading order. A region comes before the first line of its columns that stands below its middle, and
// the text is parted there; each part keeps the answers that it was read from, and its region is the box round it.
std::vector<PageResult> inReadingOrder(const PageResult& text, std::vector<PageResult> regions);

} // namespace palimpsest
