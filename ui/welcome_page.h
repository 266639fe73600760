#pragma once
// What stands in the middle while no document is open. GUI thread.

#include <QWidget>

#include "ui/jobs/model_info.h"

class QLabel;

namespace palimpsest {

class WelcomePage final : public QWidget {
    Q_OBJECT

public:
    explicit WelcomePage(QWidget* parent = nullptr);

    // The one that pages are read with.
    void setModel(const ModelInfo& model);

Q_SIGNALS:
    void openAsked();
    void samplesAsked();
    void modelAsked();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_model;
};

} // namespace palimpsest
