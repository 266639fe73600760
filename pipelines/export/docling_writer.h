#pragma once
// Text with boxes, and tables, as a DoclingDocument (JSON), every page of a run in one.

#include <string>

#include "pipelines/export/export_input.h"

namespace palimpsest {

// A text item a paragraph, a table item a table; their places in page pixels from the top left.
std::string doclingOf(const ExportInput& input);

} // namespace palimpsest
