#pragma once
// Text as CommonMark: paragraphs with their line breaks, characters escaped only where they would mean something.

#include <string>
#include <string_view>

#include "pipelines/export/export_input.h"

namespace palimpsest {

// OCR: paragraphs parted by empty lines. Tables: those of GitHub, whose one header row holds all that stands above a
// column; a cell that spans several places stands in the first. Captions and answers: their text. Pages parted by a
// rule (---).
std::string markdownOf(const ExportInput& input);

// One line of text, so that CommonMark shows it as it is.
std::string markdownLine(std::string_view text);

} // namespace palimpsest
