#pragma once
// A document as a row of pages: PDF, PNG, JPEG, TIFF (each directory a page), WebP or BMP, told apart by content, never
// by the name's ending. Owned by whoever opened it; used by one thread at a time, several sources by several threads.
// Hostile files are expected: whatever they hold becomes an Error, and no page takes more memory than the limits say.

#include <cstddef>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/image/geometry.h"
#include "pipelines/document/page_image.h"
#include "pipelines/tiling/pixel_box.h"

namespace palimpsest {

inline constexpr double kDefaultDpi = 200;

struct PageLimits {
    std::size_t maxPixels = 150'000'000; // of one page; A4 at 1200 dpi has 139 million
    std::size_t maxPages = 100'000;
};

struct PageSize {
    std::size_t width = 0; // pixels that render() will give
    std::size_t height = 0;
};

struct OwnWord {
    std::string text; // UTF-8, no space in it
    RectF box;
    bool endsLine = false;
};

class PageSource {
public:
    // FileAccess: no ordinary file, or not readable. BadInput: no document of these formats, broken, without a page,
    // too many pages. Encrypted: wants a password, or another one than `password`.
    static Result<std::unique_ptr<PageSource>> open(
        const std::filesystem::path& path, const PageLimits& limits = {}, const std::string& password = {});

    virtual ~PageSource() = default;

    [[nodiscard]] virtual std::size_t pageCount() const = 0; // at least 1
    // `dpi`: how finely a PDF page is drawn. Images have their pixels and take no notice of it.
    virtual Result<PageSize> pageSize(std::size_t pageIndex, double dpi = kDefaultDpi) = 0;
    // The text that a PDF page holds by itself, seen or not, in reading order; none for an image. In pixels of the page
    // as render() gives it.
    virtual Result<std::vector<OwnWord>> ownWords(std::size_t pageIndex, double dpi = kDefaultDpi) = 0;
    // BadInput: more pixels than the limit (told before any is allocated), or a page that cannot be decoded. Cancelled:
    // drawing a PDF page reads `stop` all along, decoding an image only at its start.
    virtual Result<PageImage> render(std::size_t pageIndex, double dpi = kDefaultDpi, const std::stop_token& stop = {})
        = 0;
    // A part of what render() would give, in pixels of that; of a PDF page no more than the part is drawn, and the page
    // may be larger than the limit. BadArguments: no pixel of it lies on the page.
    virtual Result<PageImage> renderPart(
        std::size_t pageIndex, double dpi, const PixelBox& part, const std::stop_token& stop = {});
};

} // namespace palimpsest
