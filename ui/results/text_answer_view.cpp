#include "ui/results/text_answer_view.h"

#include "ui/project/result_items.h"

namespace palimpsest {

namespace {

constexpr int kPauseMs = 1200;

} // namespace

TextAnswerView::TextAnswerView(Project& project, QWidget* parent) : QPlainTextEdit(parent), m_project(project)
{
    setObjectName(QStringLiteral("answer"));
    setUndoRedoEnabled(false); // there is one history, the project's
    setTabChangesFocus(true);
    setAccessibleName(tr("Answer"));
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &TextAnswerView::commit);
    connect(this, &QPlainTextEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
}

void TextAnswerView::showPage(PageId page)
{
    const Reading* const reading = m_project.shownReading(page);
    const ReadingId id = reading == nullptr ? 0 : reading->id;
    if (page != m_page || id != m_reading)
        commit();
    m_page = page;
    m_reading = id;
    const bool shown = reading != nullptr && viewOf(reading->result->content) == ContentView::Text;
    const QString text = shown ? itemAt(reading->result->content, 0).text : QString();
    setReadOnly(!shown || !isEditable(reading->result->content));
    if (text == toPlainText())
        return;
    const QSignalBlocker quiet(this);
    setPlainText(text);
    m_pause.stop();
}

void TextAnswerView::setMarks(const QList<TextMark>& marks)
{
    QList<QTextEdit::ExtraSelection> selections;
    for (const TextMark& mark : marks) {
        QTextCursor cursor(document());
        cursor.setPosition(static_cast<int>(mark.span.start));
        cursor.setPosition(static_cast<int>(mark.span.start + mark.span.length), QTextCursor::KeepAnchor);
        selections.append({ cursor, formatOf(mark) });
        if (mark.current) {
            cursor.clearSelection();
            setTextCursor(cursor);
        }
    }
    setExtraSelections(selections);
}

void TextAnswerView::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    commit();
}

void TextAnswerView::commit()
{
    m_pause.stop();
    const Reading* const reading = m_project.shownReading(m_page);
    if (isReadOnly() || reading == nullptr || reading->id != m_reading)
        return;
    m_project.setItemText(m_page, 0, toPlainText());
}

} // namespace palimpsest
