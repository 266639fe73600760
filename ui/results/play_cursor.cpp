#include "ui/results/play_cursor.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace palimpsest {

PlayCursor::PlayCursor(QObject* parent) : QObject(parent)
{
    m_next.setSingleShot(true);
    m_next.setTimerType(Qt::PreciseTimer);
    connect(&m_next, &QTimer::timeout, this, &PlayCursor::follow);
}

void PlayCursor::start(std::vector<PlayedMoment> moments)
{
    m_moments = std::move(moments);
    m_clock.start();
    follow();
}

void PlayCursor::stop()
{
    m_next.stop();
    m_moments.clear();
    Q_EMIT rowChanged(std::nullopt);
}

// Shows the row that is due and waits for the next.
void PlayCursor::follow()
{
    const auto now = static_cast<double>(m_clock.elapsed());
    Q_EMIT rowChanged(rowAt(m_moments, now));
    const auto next = std::find_if(
        m_moments.begin(), m_moments.end(), [now](const PlayedMoment& moment) { return moment.ms > now; });
    if (next != m_moments.end())
        m_next.start(static_cast<int>(std::ceil(next->ms - now)));
}

} // namespace palimpsest
