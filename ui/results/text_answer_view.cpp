#include "ui/results/text_answer_view.h"

#include <algorithm>
#include <utility>

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
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        m_typed = true;
        m_pause.start();
    });
}

void TextAnswerView::showPage(PageId page)
{
    const auto shownNow = [this, page] {
        const Reading* const reading = m_project.shownReading(page);
        return reading == nullptr ? 0 : reading->id;
    };
    if (page != m_page || shownNow() != m_reading)
        commit();
    m_page = page;
    m_reading = shownNow(); // what was typed may have brought its own back
    const Reading* const reading = m_project.shownReading(page);
    const bool shown = reading != nullptr && viewOf(reading->result->content) == ContentView::Text;
    const QString text = shown ? itemAt(reading->result->content, 0).text : QString();
    setReadOnly(!shown || !isEditable(reading->result->content));
    if (text == toPlainText())
        return;
    const QSignalBlocker quiet(this);
    setPlainText(text);
    m_pause.stop();
    m_typed = false;
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

// Another answer may have come while one was being corrected; the words are for the one they were typed for.
void TextAnswerView::commit()
{
    m_pause.stop();
    const PageEntry* const page = m_project.page(m_page);
    if (!std::exchange(m_typed, false) || isReadOnly() || page == nullptr)
        return;
    const bool there = std::any_of(page->readings.begin(), page->readings.end(),
        [this](const Reading& reading) { return reading.id == m_reading; });
    if (!there)
        return;
    const QString words = toPlainText(); // showing another puts its own here
    m_project.showReading(m_page, m_reading);
    m_project.setItemText(m_page, 0, words);
}

} // namespace palimpsest
