#pragma once
// Objects and masks as COCO JSON: one data set for all pages of a run.

#include <cstddef>
#include <string>
#include <vector>

#include "pipelines/export/export_input.h"

namespace palimpsest {

// Masks as compressed run lengths, exact to the pixel.
std::string cocoOf(const ExportInput& input);
// Masks as polygons, one a connected part. Holes are filled: the format has none.
std::string cocoPolygonsOf(const ExportInput& input);

// Lengths of runs of a mask within the page, column by column, beginning with outside.
std::vector<std::size_t> cocoRuns(const PixelMask& mask, const PageResult& page);
// These as COCO's text: differences from the run before last, five bits a character.
std::string cocoText(const std::vector<std::size_t>& runs);

} // namespace palimpsest
