#pragma once
// Tables as an Excel workbook: a sheet each, spans as merged cells, headers bold and held in place, numbers as numbers.

#include <string>

#include "engine/base/result.h"
#include "pipelines/export/export_input.h"

namespace palimpsest {

// FileAccess where there is no room for temporary files; BadInput where a cell has more text than Excel takes.
Result<std::string> xlsxOf(const ExportInput& input);

} // namespace palimpsest
