#pragma once
// Pages of an image file: PNG, JPEG, TIFF, WebP, BMP, read by QImageReader.

#include <memory>

#include "pipelines/document/document_file.h"
#include "pipelines/document/page_source.h"

namespace palimpsest {

Result<std::unique_ptr<PageSource>> openImagePages(DocumentFile file, const PageLimits& limits);

} // namespace palimpsest
