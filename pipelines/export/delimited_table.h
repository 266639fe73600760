#pragma once
// Tables as rows of fields, for programs that know rows and columns and nothing else. The text of a cell that spans
// several places stands in the first of them; the others are empty.

#include <string>

#include "pipelines/export/export_input.h"

namespace palimpsest {

// As one would copy it: fields parted by tabs, a newline behind every row; tabs and line breaks within a cell become
// spaces.
std::string tabbedText(const Table& table);

// Files, for which a text that a spreadsheet would take for a formula gets a ' in front, for a page may hold anything:
// it begins with = + - @, a tab or a carriage return, and is no number and no lone sign. All tables of all pages,
// parted by an empty line.
std::string tableCsvOf(const ExportInput& input); // RFC 4180: CRLF, quotes where needed
std::string tableTsvOf(const ExportInput& input); // as tabbedText

} // namespace palimpsest
