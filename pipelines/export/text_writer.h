#pragma once
// A result as plain text, the way a person would copy it.

#include <string>

#include "pipelines/export/export_input.h"

namespace palimpsest {

// OCR: line by line. Objects: "label left top right bottom" in whole pixels, one a line. Captions and answers: as they
// are. Tables: a row a line, its cells parted by tabs, tables by an empty line. Molecules: their SMILES as read, one a
// line. Music: **kern. Parts are parted by an empty line. Ends with a newline unless it is empty.
std::string plainTextOf(const PageResult& result);

// Pages parted by form feeds; a page that could not be read keeps its place.
std::string textOf(const ExportInput& input);

} // namespace palimpsest
