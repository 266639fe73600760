#pragma once
// The structure of tables as OTSL: M. Lysak et al., "Optimized Table Tokenization for Table Structure Recognition",
// ICDAR 2023. A word a place of the grid: fcel a cell with text, ecel an empty one, lcel reached from the left, ucel
// from above, xcel from both; nl ends a row.

#include <string>

#include "pipelines/export/export_input.h"

namespace palimpsest {

// A row a line, words parted by spaces; tables parted by an empty line.
std::string otslOf(const ExportInput& input);

} // namespace palimpsest
