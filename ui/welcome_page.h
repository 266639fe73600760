#pragma once
// What stands in the middle while no document is open. GUI thread.

#include <QWidget>

namespace palimpsest {

class WelcomePage final : public QWidget {
    Q_OBJECT

public:
    explicit WelcomePage(QWidget* parent = nullptr);

Q_SIGNALS:
    void openAsked();
    void samplesAsked();
    void modelAsked();

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace palimpsest
