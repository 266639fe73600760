#pragma once
// Shown before a model under the terms of Gemma is used for the first time: what they ask for in a few sentences, where
// they stand, and whether the person acknowledges them. Accepted: they do. GUI thread.

#include <QDialog>

class QLabel;

namespace palimpsest {

class TermsDialog final : public QDialog {
    Q_OBJECT

public:
    explicit TermsDialog(QString model, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();

    QString m_model;
    QLabel* m_text;
};

} // namespace palimpsest
