#pragma once
// Below the rows of a result: what the page looks like where the chosen one stands, how many places are doubtful, and
// the buttons of a review. GUI thread.

#include <QWidget>

#include "ui/results/review_queue.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace palimpsest {

class ReviewBar final : public QWidget {
    Q_OBJECT

public:
    struct State {
        ReviewCount count;
        bool atDoubt = false;       // the chosen place is one of them
        bool chosen = false;        // there is something to correct
        bool acceptable = false;    // and nobody has looked at it yet
        bool cropElsewhere = false; // a card shows the crop larger
        QImage crop;
    };

    explicit ReviewBar(QWidget* parent = nullptr);

    void showState(const State& state);

Q_SIGNALS:
    void stepAsked(int step);
    void acceptAsked();
    void editAsked();

private:
    QLabel* m_picture;
    QLabel* m_count;
    QToolButton* m_previous;
    QToolButton* m_next;
    QPushButton* m_accept;
    QPushButton* m_edit;
};

} // namespace palimpsest
