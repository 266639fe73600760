#include "pipelines/document/page_check.h"

#include <string>

namespace palimpsest {

Result<void> checkPageIndex(const DocumentFile& file, std::size_t pageIndex, std::size_t pageCount)
{
    if (pageIndex < pageCount)
        return {};
    return Error{ ErrorCode::BadArguments,
        "'" + file.name() + "' has " + std::to_string(pageCount) + (pageCount == 1 ? " page" : " pages") + ", page "
            + std::to_string(pageIndex + 1) + " was asked for; choose one it has" };
}

Result<void> checkPageCount(const DocumentFile& file, std::size_t pageCount, const PageLimits& limits)
{
    if (pageCount == 0)
        return file.badInput("has no pages; check how it was made");
    if (pageCount > limits.maxPages)
        return file.badInput("has " + std::to_string(pageCount) + " pages, the limit is "
            + std::to_string(limits.maxPages) + "; split it");
    return {};
}

Result<void> checkPageSize(const DocumentFile& file, std::size_t pageIndex, PageSize size, const PageLimits& limits)
{
    const std::string page = "page " + std::to_string(pageIndex + 1);
    if (size.width == 0 || size.height == 0)
        return file.badInput(page + " has no area; the file is broken, make it again");
    if (size.width <= limits.maxPixels / size.height)
        return {};
    const bool drawn = file.format() == DocumentFormat::Pdf;
    return file.badInput(page + " would have " + std::to_string(size.width) + " x " + std::to_string(size.height)
        + " pixels, the limit is " + std::to_string(limits.maxPixels) + " in all; "
        + (drawn ? "ask for fewer dots per inch" : "scale it down or cut it into parts"));
}

} // namespace palimpsest
