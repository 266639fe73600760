#pragma once
// Pages drawn ahead: while some are read, the next are opened and drawn on a thread of its own, one after the other, as
// far as there is room for them to wait. Owned by whoever reads them; used on the inference thread.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

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

    // For pages that wait: another is drawn when fewer wait, with fewer bytes.
    struct Room {
        std::size_t pages = 1;
        std::size_t bytes = 256ULL << 20;
    };

    // In the order in which they will be taken. Without `draw`, their documents are opened and drawn.
    explicit PagesAhead(std::deque<ComingPage> coming, Room room, Draw draw = {});
    ~PagesAhead();
    PagesAhead(const PagesAhead&) = delete;
    PagesAhead& operator=(const PagesAhead&) = delete;

    // Waits for the page where it is one of those that are coming, and passes over those before it; draws it where it
    // is another. `stop` ends that drawing alone. Errors of the source; OutOfMemory where it did not fit.
    Result<PageImage> take(const ComingPage& page, const std::stop_token& stop);

    // Since they were asked for last.
    Times takeTimes();

private:
    struct Drawing {
        Result<PageImage> page;
        double seconds = 0;
    };
    struct Coming {
        ComingPage page;
        std::size_t number = 0;         // in the order given
        std::stop_source stop;          // of its drawing
        std::optional<Drawing> drawing; // it waits
    };
    void drawAhead(const std::stop_token& over);
    [[nodiscard]] std::deque<Coming>::iterator nextToDraw();
    [[nodiscard]] Drawing drawn(const ComingPage& page, const std::stop_token& stop);

    Draw m_draw;
    Room m_room;
    Times m_times;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Coming> m_coming; // those that are drawn first
    std::mutex m_drawing;        // one at a time
    std::jthread m_thread;       // last: it uses all the others
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
