#pragma once
// Objects as YOLO text files: one a page, a line an object, sides as parts of the page's.

#include <cstddef>
#include <string>

#include "pipelines/export/export_input.h"

namespace palimpsest {

// "class centre-x centre-y width height"
std::string yoloOf(const ExportInput& input, std::size_t page);
// "class x1 y1 x2 y2 ...", a line for each connected part of a mask; holes are filled.
std::string yoloSegmentsOf(const ExportInput& input, std::size_t page);
// The labels of all pages, one a line, in the order of the classes' numbers.
std::string yoloNamesOf(const ExportInput& input);

} // namespace palimpsest
