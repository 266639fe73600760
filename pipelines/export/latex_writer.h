#pragma once
// Tables as LaTeX: a tabular each, with the rules of booktabs, to be put into a document that uses booktabs and
// multirow.

#include <string>

#include "pipelines/export/export_input.h"

namespace palimpsest {

std::string latexOf(const ExportInput& input);

} // namespace palimpsest
