#pragma once
// Objects as Pascal VOC XML, one file a page.

#include <cstddef>
#include <string>

#include "pipelines/export/export_input.h"

namespace palimpsest {

// Whole pixels counted from 1, the last one included, as that data set does.
std::string vocOf(const ExportInput& input, std::size_t page);

} // namespace palimpsest
