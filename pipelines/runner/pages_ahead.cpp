#include "pipelines/runner/pages_ahead.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <new>
#include <string>
#include <utility>

namespace palimpsest {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// Stays open as long as the pages are of one document.
class OpenDocument {
public:
    Result<PageImage> draw(const ComingPage& page, const std::stop_token& stop)
    {
        if (m_source == nullptr || m_file != page.file) {
            m_source.reset();
            PAL_TRY_ASSIGN(m_source, PageSource::open(page.file));
            m_file = page.file;
        }
        return m_source->render(page.pageIndex, page.dpi, stop);
    }

private:
    std::filesystem::path m_file;
    std::unique_ptr<PageSource> m_source;
};

PagesAhead::Draw documentsDrawn()
{
    return [document = std::make_shared<OpenDocument>()](
               const ComingPage& page, const std::stop_token& stop) { return document->draw(page, stop); };
}

} // namespace

PagesAhead::PagesAhead(std::deque<ComingPage> coming, Draw draw)
    : m_coming(std::move(coming)),
      m_draw(draw ? std::move(draw) : documentsDrawn())
{
}

PagesAhead::~PagesAhead()
{
    m_stop.request_stop();
    if (m_drawing.valid())
        m_drawing.wait();
}

Result<PageImage> PagesAhead::take(const ComingPage& page, const std::stop_token& stop)
{
    const auto start = Clock::now();
    const auto place = std::find(m_coming.begin(), m_coming.end(), page);
    const bool isComing = place != m_coming.end();
    Drawing drawing{ Error{} };
    if (m_drawing.valid() && isComing && place == m_coming.begin()) {
        drawing = awaited(stop);
    } else {
        if (m_drawing.valid()) // one at a time
            m_drawing.wait();
        if (m_drawing.valid() && isComing) // it is passed over
            m_drawing.get();
        drawing = drawn(page, stop);
    }
    m_times.waitedSeconds += secondsSince(start);
    m_times.drawSeconds += drawing.seconds;
    if (isComing) {
        m_coming.erase(m_coming.begin(), place + 1);
        m_stop = std::stop_source(); // a page that was stopped stops none behind it
        if (!m_coming.empty())
            m_drawing = std::async(std::launch::async,
                [this, next = m_coming.front(), stopped = m_stop.get_token()] { return drawn(next, stopped); });
    }
    return std::move(drawing.page);
}

PagesAhead::Times PagesAhead::takeTimes()
{
    return std::exchange(m_times, {});
}

PagesAhead::Drawing PagesAhead::awaited(const std::stop_token& stop)
{
    const std::stop_callback onStop(stop, [this] { m_stop.request_stop(); });
    return m_drawing.get();
}

PagesAhead::Drawing PagesAhead::drawn(const ComingPage& page, const std::stop_token& stop) const
{
    const auto start = Clock::now();
    Result<PageImage> image = Error{};
    try {
        image = m_draw(page, stop);
    } catch (const std::bad_alloc&) {
        image = Error{ ErrorCode::OutOfMemory,
            "there is not enough memory to draw page " + std::to_string(page.pageIndex + 1)
                + "; close other programs or draw it at fewer dots per inch" };
    }
    return { std::move(image), secondsSince(start) };
}

} // namespace palimpsest
