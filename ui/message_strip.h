#pragma once
// What the program has to say, in a strip above the page in place of a dialog: one message at a time, the rest wait
// behind it and are counted. GUI thread.

#include <QFrame>
#include <QString>
#include <deque>
#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace palimpsest {

class MessageStrip final : public QFrame {
    Q_OBJECT

public:
    enum class Kind { Information, Warning, Error };

    struct Message {
        Kind kind = Kind::Information;
        QString text;
        QString actionText; // empty: no button
        std::function<void()> action;
    };

    explicit MessageStrip(QWidget* parent = nullptr);

    // The same text is not queued twice.
    void post(Message message);
    void clear();
    [[nodiscard]] QString shownText() const;
    [[nodiscard]] std::size_t waitingCount() const { return m_messages.empty() ? 0 : m_messages.size() - 1; }

private:
    void next();
    void refresh();

    std::deque<Message> m_messages; // the first is shown
    QLabel* m_icon;
    QLabel* m_text;
    QLabel* m_waiting;
    QPushButton* m_action;
    QToolButton* m_close;
};

} // namespace palimpsest
