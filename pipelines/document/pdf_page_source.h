#pragma once
// Pages of a PDF, drawn by Poppler.

#include <memory>

#include "pipelines/document/document_file.h"
#include "pipelines/document/page_source.h"

namespace palimpsest {

Result<std::unique_ptr<PageSource>> openPdfPages(DocumentFile file, const PageLimits& limits);

} // namespace palimpsest
