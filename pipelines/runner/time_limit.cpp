#include "pipelines/runner/time_limit.h"

#include <condition_variable>
#include <mutex>

namespace palimpsest {

namespace {

// False: it was over before.
bool passes(std::chrono::milliseconds time, const std::stop_token& over)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, over, time, [] { return false; });
    return !over.stop_requested();
}

} // namespace

TimeLimit::TimeLimit(const TimeRule& rule, const std::stop_token& leave)
    : m_onLeave(leave, [this] { m_stop.request_stop(); })
{
    if (rule.limit.count() == 0)
        return;
    m_watch = std::jthread([this, rule](const std::stop_token& over) {
        if (!passes(rule.limit, over))
            return;
        m_isUp = true;
        m_stop.request_stop();
        if (passes(rule.grace, over) && rule.onIgnored)
            rule.onIgnored();
    });
}

} // namespace palimpsest
