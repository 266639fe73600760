#include "app/stop_signals.h"

#include <csignal>
#include <pthread.h>
#include <unistd.h>

namespace palimpsest {

namespace {

ExitCode exitCodeForSignal(int signal)
{
    return signal == SIGTERM ? ExitCode::PreEmpted : ExitCode::Interrupted;
}

sigset_t stopSignalSet()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

} // namespace

// The signals are blocked in every thread and one thread waits for them: so a stop request is made in ordinary code and
// not in a signal handler, where hardly anything is allowed.
StopSignals::StopSignals()
{
    const sigset_t signals = stopSignalSet();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    m_waiting = std::thread([this] { waitForSignals(); });
}

StopSignals::~StopSignals()
{
    m_ending = true;
    pthread_kill(m_waiting.native_handle(), SIGTERM); // NOLINT: blocked everywhere; sigwait returns, nothing dies
    m_waiting.join();
}

std::optional<ExitCode> StopSignals::exitCode() const
{
    const int signal = m_received;
    if (signal == 0)
        return std::nullopt;
    return exitCodeForSignal(signal);
}

void StopSignals::waitForSignals()
{
    const sigset_t signals = stopSignalSet();
    for (;;) {
        int signal = 0;
        if (sigwait(&signals, &signal) != 0 || m_ending)
            return;
        if (m_received != 0)
            _exit(static_cast<int>(exitCodeForSignal(signal)));
        m_received = signal;
        if (signal == SIGINT)
            m_interruptSource.request_stop();
        m_source.request_stop();
    }
}

} // namespace palimpsest
