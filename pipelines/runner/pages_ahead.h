#pragma once
// Pages drawn ahead: while one is read, the next is opened and drawn on a thread of its own. At most one waits here, so
// that it takes the memory of one page, however many follow. Owned by whoever reads them; used on the inference thread.

#include <cstddef>
#include <deque>
#include <filesystem>
#include <functional>
#include <future>
#include <stop_token>

#include "engine/base/result.h"
#include "pipelines/document/page_source.h"

namespace palimpsest {

struct ComingPage {
    std::filesystem::path file;
    std::size_t pageIndex = 0;
    double dpi = kDefaultDpi;

    friend bool operator==(const ComingPage&, const ComingPage&) = default;
};

class PagesAhead {
public:
    // One at a time, not always on the same thread.
    using Draw = std::function<Result<PageImage>(const ComingPage& page, const std::stop_token& stop)>;

    struct Times {
        double drawSeconds = 0;   // of the pages that were taken
        double waitedSeconds = 0; // for them
    };

    // In the order in which they will be taken. Without `draw`, their documents are opened and drawn.
    explicit PagesAhead(std::deque<ComingPage> coming, Draw draw = {});
    ~PagesAhead();
    PagesAhead(const PagesAhead&) = delete;
    PagesAhead& operator=(const PagesAhead&) = delete;

    // Waits for the page where it is the next one, and draws it where it is another; `stop` ends that drawing alone;
    // those before it are passed over. Then the one behind it is begun. Errors of the source; OutOfMemory where it did
    // not fit.
    Result<PageImage> take(const ComingPage& page, const std::stop_token& stop);

    // Since they were asked for last.
    Times takeTimes();

private:
    struct Drawing {
        Result<PageImage> page;
        double seconds = 0;
    };
    Drawing drawn(const ComingPage& page, const std::stop_token& stop) const;
    Drawing awaited(const std::stop_token& stop);

    std::deque<ComingPage> m_coming;
    Draw m_draw;
    Times m_times;
    std::future<Drawing> m_drawing; // of the first that is coming
    std::stop_source m_stop;        // of that one alone
};

// A document whose pages are taken from those drawn ahead, and all else from the document itself.
class SourceAhead final : public PageSource {
public:
    // Both outlive this. `file`: as the coming pages name it.
    SourceAhead(PageSource& source, std::filesystem::path file, PagesAhead& ahead)
        : m_source(source),
          m_file(std::move(file)),
          m_ahead(ahead)
    {
    }

    [[nodiscard]] std::size_t pageCount() const override { return m_source.pageCount(); }
    Result<PageSize> pageSize(std::size_t pageIndex, double dpi) override { return m_source.pageSize(pageIndex, dpi); }
    Result<std::vector<OwnWord>> ownWords(std::size_t pageIndex, double dpi) override
    {
        return m_source.ownWords(pageIndex, dpi);
    }
    Result<PageImage> render(std::size_t pageIndex, double dpi, const std::stop_token& stop) override
    {
        return m_ahead.take({ m_file, pageIndex, dpi }, stop);
    }

private:
    PageSource& m_source;
    std::filesystem::path m_file;
    PagesAhead& m_ahead;
};

} // namespace palimpsest
