#pragma once
// Text with boxes as hOCR 1.2: XHTML, every page of a run in one file.

#include <string>

#include "pipelines/export/export_input.h"

namespace palimpsest {

// ocr_page > ocr_carea > ocr_par > ocr_line > ocrx_word; pages that hold no text result are left out.
std::string hocrOf(const ExportInput& input);

} // namespace palimpsest
