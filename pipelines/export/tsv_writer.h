#pragma once
// Text with boxes as a table like Tesseract's: a row for every page, block, paragraph, line and word.

#include <string>

#include "pipelines/export/export_input.h"

namespace palimpsest {

// Columns level, page_num, block_num, par_num, line_num, word_num, left, top, width, height, conf, text, parted by
// tabs. conf is 0 to 100, or -1 where a row has none.
std::string tsvOf(const ExportInput& input);

} // namespace palimpsest
