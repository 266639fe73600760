#pragma once
// Text with boxes as PAGE XML of 2019-07-15, one file a page.

#include <cstddef>
#include <string>

#include "pipelines/export/export_input.h"

namespace palimpsest {

// Page > TextRegion > TextLine > Word, the text at all three, the reading order by itself.
std::string pageXmlOf(const ExportInput& input, std::size_t page);

} // namespace palimpsest
