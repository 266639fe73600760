#include "pipelines/document/page_source.h"

#include <utility>

#include "pipelines/document/document_file.h"
#include "pipelines/document/image_page_source.h"
#include "pipelines/document/pdf_page_source.h"

namespace palimpsest {

Result<std::unique_ptr<PageSource>> PageSource::open(
    const std::filesystem::path& path, const PageLimits& limits, const std::string& password)
{
    PAL_TRY_ASSIGN(DocumentFile file, DocumentFile::open(path));
    if (file.format() == DocumentFormat::Pdf)
        return openPdfPages(std::move(file), limits, password);
    return openImagePages(std::move(file), limits);
}

} // namespace palimpsest
