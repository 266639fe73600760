#include "tests/ui/watched_application.h"

#include <QEvent>
#include <QMetaEnum>
#include <algorithm>
#include <ctime>

namespace palimpsest {

namespace {

double msOf(clockid_t clock)
{
    timespec time{};
    ::clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

} // namespace

WatchedApplication::WatchedApplication(int& argc, char** argv) : QApplication(argc, argv)
{
    m_turns.setTimerType(Qt::PreciseTimer);
    m_turns.setInterval(1);
    m_turns.callOnTimeout([this] { m_longestTurnMs = std::max(m_longestTurnMs, m_turn.restart()); });
}

bool WatchedApplication::notify(QObject* receiver, QEvent* event)
{
    if (m_depth > 0)
        return QApplication::notify(receiver, event);
    const char* const what = receiver->metaObject()->className(); // it may be gone afterwards
    const int type = event->type();
    const Span span = begin();
    const bool taken = QApplication::notify(receiver, event);
    end(span, what, type);
    return taken;
}

void WatchedApplication::forget()
{
    m_longest = {};
    m_mostProcessorMs = 0;
    m_what.clear();
    m_longestTurnMs = 0;
    m_turn.start();
    m_turns.start();
}

QString WatchedApplication::report() const
{
    return QStringLiteral(
        "longest event %1 ms, %2 of the processor (%3), most of the processor in one %4; longest turn "
        "of the loop %5 ms")
        .arg(m_longest.wallMs, 0, 'f', 1)
        .arg(m_longest.processorMs, 0, 'f', 1)
        .arg(m_what)
        .arg(m_mostProcessorMs, 0, 'f', 1)
        .arg(m_longestTurnMs);
}

double WatchedApplication::processorMs()
{
    return msOf(CLOCK_THREAD_CPUTIME_ID);
}

WatchedApplication::Span WatchedApplication::begin()
{
    ++m_depth;
    return { msOf(CLOCK_MONOTONIC), msOf(CLOCK_THREAD_CPUTIME_ID) };
}

void WatchedApplication::end(const Span& since, const char* what, int eventType)
{
    --m_depth;
    const Span span{ msOf(CLOCK_MONOTONIC) - since.wallMs, msOf(CLOCK_THREAD_CPUTIME_ID) - since.processorMs };
    m_mostProcessorMs = std::max(m_mostProcessorMs, span.processorMs);
    if (span.wallMs <= m_longest.wallMs)
        return;
    m_longest = span;
    const char* const type = QMetaEnum::fromType<QEvent::Type>().valueToKey(eventType);
    m_what = QStringLiteral("%1, %2").arg(QLatin1String(what), QLatin1String(type == nullptr ? "?" : type));
}

} // namespace palimpsest
