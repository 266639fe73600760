#pragma once
// SIGINT (Ctrl-C) and SIGTERM become a stop request. The second signal ends the program at once: nobody has to wait for
// work that does not look at its stop token. Made first thing in main, before any thread starts; one per process.

#include <atomic>
#include <optional>
#include <stop_token>
#include <thread>

#include "app/exit_codes.h"

namespace palimpsest {

class StopSignals {
public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }

    // For work that SIGTERM should let finish what it has in hand.
    [[nodiscard]] std::stop_token interruptToken() const { return m_interruptSource.get_token(); }

    // How the program ends because of the signal that came, if one did.
    [[nodiscard]] std::optional<ExitCode> exitCode() const;

private:
    void waitForSignals();

    std::stop_source m_source;
    std::stop_source m_interruptSource;
    std::atomic<int> m_received = 0;
    std::atomic<bool> m_ending = false;
    std::thread m_waiting;
};

} // namespace palimpsest
