#pragma once
// A PDF page made around a page of an image file. JPEG and plain PNG go in as they are, byte for byte; everything else
// as its pixels, without loss. Known to pipelines/document alone.

#include <cstddef>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include "engine/base/result.h"
#include "pipelines/document/document_file.h"
#include "pipelines/document/page_source.h"

namespace palimpsest {

// As large as the file's resolution says, or at kDefaultDpi. The page belongs to `pdf` and is not in its tree yet.
Result<QPDFObjectHandle> makeImagePage(QPDF& pdf, const DocumentFile& file, PageSource& source, std::size_t pageIndex);

} // namespace palimpsest
