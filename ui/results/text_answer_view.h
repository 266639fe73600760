#pragma once
// A caption or an answer: one text for the whole page, to be corrected in place. What was typed becomes one step of the
// history when the person goes elsewhere or pauses. GUI thread.

#include <QPlainTextEdit>
#include <QTimer>

#include "ui/project/project.h"
#include "ui/results/marked_text.h"

namespace palimpsest {

class TextAnswerView final : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit TextAnswerView(Project& project, QWidget* parent = nullptr);

    void showPage(PageId page);
    void setMarks(const QList<TextMark>& marks);

protected:
    void focusOutEvent(QFocusEvent* event) override;

private:
    void commit();

    Project& m_project;
    PageId m_page = 0;
    ReadingId m_reading = 0;
    bool m_typed = false; // and is no step of the history yet
    QTimer m_pause;
};

} // namespace palimpsest
