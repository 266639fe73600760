#include "pipelines/document/page_source.h"

#include <algorithm>
#include <string>
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

Result<PageImage> PageSource::renderPart(
    std::size_t pageIndex, double dpi, const PixelBox& part, const std::stop_token& stop)
{
    PAL_TRY_ASSIGN(PageImage page, render(pageIndex, dpi, stop));
    const RgbImage& whole = page.image;
    const auto within = [](int side, std::size_t length) {
        return static_cast<std::size_t>(std::clamp(side, 0, static_cast<int>(length)));
    };
    const std::size_t left = within(part.left, whole.width);
    const std::size_t top = within(part.top, whole.height);
    RgbImage cut{ .width = std::max(within(part.right, whole.width), left) - left,
        .height = std::max(within(part.bottom, whole.height), top) - top,
        .pixels = {} };
    if (cut.width == 0 || cut.height == 0)
        return Error{ ErrorCode::BadArguments,
            "a part of page " + std::to_string(pageIndex + 1) + " was asked for that lies beside it" };
    cut.pixels.reserve(cut.width * cut.height * 3);
    for (std::size_t row = top; row < top + cut.height; ++row) {
        const auto begin = whole.pixels.begin() + static_cast<std::ptrdiff_t>((row * whole.width + left) * 3);
        cut.pixels.insert(cut.pixels.end(), begin, begin + static_cast<std::ptrdiff_t>(cut.width * 3));
    }
    page.image = std::move(cut);
    return page;
}

} // namespace palimpsest
