#pragma once
// What every kind of document asks before it makes the pixels of a page.

#include <cstddef>

#include "engine/base/result.h"
#include "pipelines/document/document_file.h"
#include "pipelines/document/page_source.h"

namespace palimpsest {

// BadArguments where there is no such page.
Result<void> checkPageIndex(const DocumentFile& file, std::size_t pageIndex, std::size_t pageCount);
// BadInput where the document has more pages than the limit.
Result<void> checkPageCount(const DocumentFile& file, std::size_t pageCount, const PageLimits& limits);
// BadInput where the page has no pixels or more of them than the limit. Both sides fit an int afterwards.
Result<void> checkPageSize(const DocumentFile& file, std::size_t pageIndex, PageSize size, const PageLimits& limits);

} // namespace palimpsest
