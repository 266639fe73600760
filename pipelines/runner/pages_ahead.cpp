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

PagesAhead::PagesAhead(std::deque<ComingPage> coming, Room room, Draw draw)
    : m_draw(draw ? std::move(draw) : documentsDrawn()),
      m_room(room)
{
    for (ComingPage& page : coming)
        m_coming.push_back({ std::move(page), m_coming.size(), {}, {} });
    m_thread = std::jthread([this](const std::stop_token& over) { drawAhead(over); });
}

PagesAhead::~PagesAhead()
{
    m_thread.request_stop();
    const std::lock_guard lock(m_mutex);
    for (Coming& coming : m_coming)
        coming.stop.request_stop();
}

void PagesAhead::drawAhead(const std::stop_token& over)
{
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, over, [this] { return nextToDraw() != m_coming.end(); })) {
        const auto next = nextToDraw();
        const ComingPage page = next->page;
        const std::size_t number = next->number;
        const std::stop_token stop = next->stop.get_token();
        lock.unlock();
        Drawing drawing = drawn(page, stop);
        lock.lock();
        const auto place = std::find_if(
            m_coming.begin(), m_coming.end(), [number](const Coming& coming) { return coming.number == number; });
        if (place != m_coming.end()) // else it was passed over
            place->drawing = std::move(drawing);
        m_changed.notify_all();
    }
}

std::deque<PagesAhead::Coming>::iterator PagesAhead::nextToDraw()
{
    std::size_t bytes = 0;
    const auto next = std::find_if(m_coming.begin(), m_coming.end(), [&bytes](const Coming& coming) {
        if (coming.drawing && coming.drawing->page.ok())
            bytes += coming.drawing->page.value().image.pixels.size();
        return !coming.drawing;
    });
    const bool hasRoom = next == m_coming.begin()
        || (next - m_coming.begin() < static_cast<std::ptrdiff_t>(m_room.pages) && bytes < m_room.bytes);
    return hasRoom ? next : m_coming.end();
}

Result<PageImage> PagesAhead::take(const ComingPage& page, const std::stop_token& stop)
{
    const auto start = Clock::now();
    Drawing drawing{ Error{} };
    std::unique_lock lock(m_mutex);
    const auto place
        = std::find_if(m_coming.begin(), m_coming.end(), [&page](const Coming& coming) { return coming.page == page; });
    if (place == m_coming.end()) {
        lock.unlock();
        drawing = drawn(page, stop);
    } else {
        m_coming.erase(m_coming.begin(), place);
        m_changed.notify_all();
        const std::stop_callback onStop(stop, [source = m_coming.front().stop]() mutable { source.request_stop(); });
        m_changed.wait(lock, [this] { return m_coming.front().drawing.has_value(); });
        drawing = *std::move(m_coming.front().drawing);
        m_coming.pop_front();
        m_changed.notify_all();
    }
    m_times.waitedSeconds += secondsSince(start);
    m_times.drawSeconds += drawing.seconds;
    return std::move(drawing.page);
}

PagesAhead::Times PagesAhead::takeTimes()
{
    return std::exchange(m_times, {});
}

PagesAhead::Drawing PagesAhead::drawn(const ComingPage& page, const std::stop_token& stop)
{
    const std::lock_guard oneAtATime(m_drawing);
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
