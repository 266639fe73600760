#pragma once
// Results as rows of named values: what CSV and JSON Lines write. One row a line of text, an object, a cell of a table,
// a caption or an answer.

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "pipelines/export/export_input.h"

namespace palimpsest {

// Objects with the same keys in the same order, unless the pages hold results of different kinds. Every row names
// "document" and "page".
std::vector<nlohmann::ordered_json> resultRows(const ExportInput& input);

// {"document": ..., "page": ..., "text": ...} and a newline each.
std::string jsonLinesOf(const ExportInput& input);
// As RFC 4180 has it: CRLF, quotes where needed; the first row names the columns. A value that is not known is empty.
std::string csvOf(const ExportInput& input);

} // namespace palimpsest
