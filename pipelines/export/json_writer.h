#pragma once
// Results as JSON with nothing left out: {"palimpsest": version, "documents": [{"document": name, "pages": [{"page": 1,
// "result": {...}}]}]}, the results as in docs/result-json.md. A page that could not be read has "error" in place of
// "result".

#include <string>

#include "pipelines/export/export_input.h"

namespace palimpsest {

// A file name may hold bytes that are no UTF-8; JSON may not, and gets U+FFFD.
std::string jsonOf(const ExportInput& input);

} // namespace palimpsest
