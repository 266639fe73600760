#pragma once
// The time that a piece of work may take. When it is up, the work is asked to stop; work that does not heed that within
// the grace cannot be ended from within, and `onIgnored` is told, on the watching thread. Made per piece of work, whose
// thread owns it.

#include <atomic>
#include <chrono>
#include <functional>
#include <stop_token>
#include <thread>

namespace palimpsest {

struct TimeRule {
    std::chrono::milliseconds limit{ 0 }; // 0: none
    std::chrono::milliseconds grace{ 30'000 };
    std::function<void()> onIgnored;
};

class TimeLimit {
public:
    // `leave`: somebody else may ask the work to stop, too.
    TimeLimit(const TimeRule& rule, const std::stop_token& leave);

    [[nodiscard]] std::stop_token stopToken() const { return m_stop.get_token(); }
    [[nodiscard]] bool isUp() const { return m_isUp; }

private:
    std::stop_source m_stop;
    std::atomic<bool> m_isUp = false;
    std::stop_callback<std::function<void()>> m_onLeave;
    std::jthread m_watch; // last: it is joined before the rest goes
};

} // namespace palimpsest
