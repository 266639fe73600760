#pragma once
// What a report of a fault should say: versions, where things are, and what `palimpsest doctor` finds. No document is
// named. GUI thread.

#include <QDialog>

class QPlainTextEdit;
class QProcess;

namespace palimpsest {

class DiagnosticsDialog final : public QDialog {
    Q_OBJECT

public:
    explicit DiagnosticsDialog(QWidget* parent = nullptr);
    ~DiagnosticsDialog() override;

private:
    QPlainTextEdit* m_text;
    QProcess* m_doctor;
};

} // namespace palimpsest
