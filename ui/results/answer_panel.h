#pragma once
// What was asked about a page and what came: every question and caption with its answer, the shown one to be corrected,
// and a field for the next. GUI thread.

#include <QWidget>

#include "ui/jobs/model_info.h"
#include "ui/project/project.h"

class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace palimpsest {

class TextAnswerView;

class AnswerPanel final : public QWidget {
    Q_OBJECT

public:
    explicit AnswerPanel(Project& project, QWidget* parent = nullptr);

    void showPage(PageId page);
    // Which can be asked from now on.
    void setModel(const ModelInfo& model);
    [[nodiscard]] TextAnswerView& text() const { return *m_text; }

Q_SIGNALS:
    void asked(palimpsest::PageId page, const QString& task, const QString& prompt);

private:
    void fill();
    void refresh();
    void ask();
    void askAgain();

    Project& m_project;
    PageId m_page = 0;
    ModelInfo m_model;
    QTreeWidget* m_asked;
    TextAnswerView* m_text;
    QLineEdit* m_question;
    QPushButton* m_ask;
    QPushButton* m_again;
};

} // namespace palimpsest
