#pragma once
// What the program is, what it is made of, and under which licences. GUI thread.

#include <QDialog>

namespace palimpsest {

class AboutDialog final : public QDialog {
    Q_OBJECT

public:
    explicit AboutDialog(QWidget* parent = nullptr);

private:
    QWidget* makeAbout();
    QWidget* makeParts();
    QWidget* makeLicence();
};

} // namespace palimpsest
