#pragma once
// Follows by the clock what a synthesiser was given to play: which row of the score should sound. Nobody says when the
// first sound is heard; the clock is started when the synthesiser is. GUI thread.

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <optional>
#include <vector>

#include "pipelines/music/played_moments.h"

namespace palimpsest {

class PlayCursor final : public QObject {
    Q_OBJECT

public:
    explicit PlayCursor(QObject* parent = nullptr);

    void start(std::vector<PlayedMoment> moments);
    void stop();

Q_SIGNALS:
    void rowChanged(std::optional<std::size_t> row); // empty: nothing is followed

private:
    void follow();

    std::vector<PlayedMoment> m_moments;
    QElapsedTimer m_clock;
    QTimer m_next;
};

} // namespace palimpsest
