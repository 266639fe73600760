#pragma once
// What is always to be seen at the lower edge: the model and the device that read, how far the queue is, the zoom. GUI
// thread.

#include <QObject>

class QLabel;
class QStatusBar;
class QToolButton;

namespace palimpsest {

class StatusLine final : public QObject {
    Q_OBJECT

public:
    explicit StatusLine(QStatusBar& bar);

    void setModel(const QString& text);
    void setProgress(const QString& text);
    void setZoom(double factor);
    // For a while in place of model and progress: what needs no answer and is no message of its own.
    void say(const QString& sentence);

Q_SIGNALS:
    void modelAsked(); // a click upon it

private:
    QStatusBar& m_bar;
    QToolButton* m_model;
    QLabel* m_progress;
    QLabel* m_zoom;
};

} // namespace palimpsest
