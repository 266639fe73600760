#pragma once
// Tables as HTML: <table> with <thead> and <tbody>, cells with rowspan and colspan where they span, and nothing else.
// Cells are <td>, as the published metrics of tables want them; a header that stands in the body is <th>.

#include <string>

#include "pipelines/export/export_input.h"

namespace palimpsest {

// A document with all tables of all pages.
std::string htmlOf(const ExportInput& input);

// <table>...</table> without white space.
std::string tableHtml(const Table& table);

} // namespace palimpsest
