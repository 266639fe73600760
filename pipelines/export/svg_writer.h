#pragma once
// Objects and masks as SVG, one file a page, to be laid over its picture.

#include <cstddef>
#include <string>

#include "pipelines/export/export_input.h"

namespace palimpsest {

// A group an object with its label as title: the mask as a path with its holes, or else the box. Boxes that are not to
// be trusted are dashed.
std::string svgOf(const ExportInput& input, std::size_t page);

} // namespace palimpsest
