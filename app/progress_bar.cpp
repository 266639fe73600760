#include "app/progress_bar.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>
#include <sys/ioctl.h>
#include <unistd.h>

namespace palimpsest {

namespace {

constexpr auto kShortestPause = std::chrono::milliseconds(33);
constexpr std::size_t kUsualColumns = 80;
constexpr std::size_t kBarColumns = 24;

bool isTerminal(std::FILE* stream)
{
    const char* const kind = std::getenv("TERM");
    return ::isatty(::fileno(stream)) == 1 && kind != nullptr && std::strcmp(kind, "dumb") != 0;
}

double shareOf(double fraction)
{
    return std::isfinite(fraction) ? std::clamp(fraction, 0.0, 1.0) : 0.0;
}

} // namespace

ProgressBar::ProgressBar(std::FILE* stream, Visibility visibility)
    : m_stream(stream),
      m_visibility(visibility == Visibility::WhereATerminalIs && !isTerminal(stream) ? Visibility::Hidden : visibility)
{
}

void ProgressBar::show(double fraction, std::string_view what)
{
    if (m_visibility == Visibility::Hidden)
        return;
    const auto now = std::chrono::steady_clock::now();
    if (m_drawn && now - m_lastDrawn < kShortestPause)
        return;
    m_lastDrawn = now;
    m_drawn = true;
    if (m_visibility == Visibility::Lines)
        std::fprintf(m_stream, "%s\n", jsonLine(fraction, what).c_str());
    else
        std::fprintf(m_stream, "\r%s\033[K", line(fraction, what, columns()).c_str());
    std::fflush(m_stream);
}

void ProgressBar::clear()
{
    if (!m_drawn)
        return;
    m_drawn = false;
    if (m_visibility == Visibility::Lines)
        return;
    std::fputs("\r\033[K", m_stream);
    std::fflush(m_stream);
}

std::string ProgressBar::jsonLine(double fraction, std::string_view what)
{
    const nlohmann::ordered_json line{ { "progress", shareOf(fraction) }, { "what", what } };
    return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string ProgressBar::line(double fraction, std::string_view what, std::size_t columns)
{
    const double part = shareOf(fraction);
    const auto filled = static_cast<std::size_t>(part * static_cast<double>(kBarColumns));
    const std::string percent = std::to_string(static_cast<int>(part * 100.0));
    std::string text = "[" + std::string(filled, '#') + std::string(kBarColumns - filled, '.') + "] "
        + std::string(3 - percent.size(), ' ') + percent + " % ";
    text += what;
    if (text.size() > columns)
        text.resize(columns);
    return text;
}

std::size_t ProgressBar::columns() const
{
    struct winsize size = {};
    if (::ioctl(::fileno(m_stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 1)
        return size.ws_col - 1U; // the last column stays free: writing there makes some terminals wrap
    return kUsualColumns - 1;
}

} // namespace palimpsest
