#pragma once
// An application that measures how long the window does not answer: the longest single event, by name, and the longest
// time between two turns of the event loop, whatever it was spent on. GUI thread.

#include <QApplication>
#include <QElapsedTimer>
#include <QString>
#include <QTimer>

namespace palimpsest {

class WatchedApplication final : public QApplication {
public:
    WatchedApplication(int& argc, char** argv);

    bool notify(QObject* receiver, QEvent* event) override;
    // What a test calls where the window would have had an event.
    template <typename Work> void during(const char* what, Work work)
    {
        const Span span = begin();
        work();
        end(span, what, 0);
    }
    void forget();

    [[nodiscard]] static double processorMs(); // of this thread, ever
    [[nodiscard]] double mostProcessorMs() const { return m_mostProcessorMs; }
    // "longest event 31.2 ms, 29.8 of the processor (QWidget, Paint); longest turn of the loop 40 ms".
    [[nodiscard]] QString report() const;
    [[nodiscard]] static WatchedApplication& instance() { return *static_cast<WatchedApplication*>(qApp); }

private:
    struct Span {
        double wallMs = 0;
        double processorMs = 0;
    };
    Span begin();
    void end(const Span& since, const char* what, int eventType);

    int m_depth = 0;
    Span m_longest;
    double m_mostProcessorMs = 0;
    QString m_what;
    QTimer m_turns;
    QElapsedTimer m_turn;
    qint64 m_longestTurnMs = 0;
};

} // namespace palimpsest
