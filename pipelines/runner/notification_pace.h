#pragma once
// Lets through at most 30 notifications a second: more than anybody sees, and less than a pipe minds. One thread.

#include <chrono>

namespace palimpsest {

class NotificationPace {
public:
    using Clock = std::chrono::steady_clock;

    // Whether one may go out now; if so, it counts.
    bool due(Clock::time_point now = Clock::now())
    {
        if (m_last != Clock::time_point{} && now - m_last < kInterval)
            return false;
        m_last = now;
        return true;
    }

private:
    static constexpr std::chrono::nanoseconds kInterval{ 1'000'000'000 / 30 + 1 };
    Clock::time_point m_last{};
};

} // namespace palimpsest
