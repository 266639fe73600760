#pragma once
// Pages of a PDF, drawn by Poppler.

#include <memory>
#include <string>

#include "pipelines/document/document_file.h"
#include "pipelines/document/page_source.h"

namespace palimpsest {

Result<std::unique_ptr<PageSource>> openPdfPages(
    DocumentFile file, const PageLimits& limits, const std::string& password);

} // namespace palimpsest
