#pragma once
// Text with boxes as ALTO XML 4, one file a page.

#include <cstddef>
#include <string>

#include "pipelines/export/export_input.h"

namespace palimpsest {

// Page > PrintSpace > TextBlock > TextLine > String and SP, in pixels.
std::string altoOf(const ExportInput& input, std::size_t page);

} // namespace palimpsest
