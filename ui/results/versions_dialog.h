#pragma once
// Everything that was read on a page, the latest first: by which model, when, what was asked and what came, corrected
// or not; for choosing which is shown. GUI thread.

#include <QDialog>

#include "ui/project/project.h"

class QPushButton;
class QLabel;
class QTreeWidget;

namespace palimpsest {

class VersionsDialog final : public QDialog {
    Q_OBJECT

public:
    VersionsDialog(Project& project, PageId page, QWidget* parent);

private:
    void fill();
    void refresh();
    [[nodiscard]] ReadingId chosen() const; // 0: none

    Project& m_project;
    PageId m_page;
    QTreeWidget* m_list;
    QLabel* m_how;
    QPushButton* m_show;
    QPushButton* m_remove;
};

} // namespace palimpsest
