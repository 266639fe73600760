#include "pipelines/runner/line_streams.h"

#include <array>
#include <cerrno>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace palimpsest {

namespace {

// Becomes readable when somebody asks to stop.
class StopEvent {
public:
    StopEvent() : m_descriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) { }
    ~StopEvent() { ::close(m_descriptor); }
    StopEvent(const StopEvent&) = delete;
    StopEvent& operator=(const StopEvent&) = delete;

    [[nodiscard]] int descriptor() const { return m_descriptor; }
    void raise() const
    {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t written = ::write(m_descriptor, &one, sizeof one);
    }

private:
    int m_descriptor;
};

} // namespace

LineInput::Read LineInput::next(const std::stop_token& stop)
{
    Read read;
    while (!takeLine(read)) {
        if (m_ended || !fill(stop))
            return {};
    }
    return read;
}

// False: the buffer holds no whole line.
bool LineInput::takeLine(Read& read)
{
    const std::size_t newline = m_buffer.find('\n');
    const bool whole = newline != std::string::npos || (m_ended && !m_buffer.empty());
    if (!whole) {
        m_tooLong = m_tooLong || m_buffer.size() > m_mostBytes;
        if (m_tooLong)
            m_buffer.clear();
        if (!m_ended || !m_tooLong)
            return false;
    }
    read.line = m_buffer.substr(0, newline);
    m_buffer.erase(0, newline == std::string::npos ? newline : newline + 1);
    m_tooLong = m_tooLong || read.line.size() > m_mostBytes;
    read.kind = m_tooLong ? Kind::TooLong : Kind::Line;
    if (m_tooLong)
        read.line.clear();
    m_tooLong = false;
    return true;
}

// False: asked to stop.
bool LineInput::fill(const std::stop_token& stop)
{
    const StopEvent asked;
    const std::stop_callback onStop(stop, [&asked] { asked.raise(); });
    std::array<pollfd, 2> waited{ { { m_descriptor, POLLIN, 0 }, { asked.descriptor(), POLLIN, 0 } } };
    while (::poll(waited.data(), waited.size(), -1) < 0 && errno == EINTR) { }
    if (stop.stop_requested())
        return false;
    std::array<char, 65536> bytes; // NOLINT: filled by read
    const ssize_t count = ::read(m_descriptor, bytes.data(), bytes.size());
    if (count > 0)
        m_buffer.append(bytes.data(), static_cast<std::size_t>(count));
    else if (count == 0 || (errno != EINTR && errno != EAGAIN))
        m_ended = true;
    return true;
}

bool LineOutput::write(std::string_view line)
{
    const std::scoped_lock lock(m_mutex);
    while (!line.empty() && !m_broken) {
        const ssize_t written = ::write(m_descriptor, line.data(), line.size());
        if (written > 0)
            line.remove_prefix(static_cast<std::size_t>(written));
        else if (written < 0 && errno != EINTR)
            m_broken = true;
    }
    return !m_broken;
}

} // namespace palimpsest
