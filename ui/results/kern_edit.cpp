#include "ui/results/kern_edit.h"

#include <QFontDatabase>
#include <QHelpEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>
#include <algorithm>

#include "ui/results/doubt_colour.h"
#include "ui/results/fault_sentences.h"

namespace palimpsest {

namespace {

constexpr int kNumberMargin = 6;
constexpr int kTabLetters = 8;

} // namespace

KernEdit::KernEdit(QWidget* parent) : QPlainTextEdit(parent), m_numbers(new QWidget(this))
{
    setObjectName(QStringLiteral("kern"));
    setAccessibleName(tr("Music as **kern"));
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setTabStopDistance(kTabLetters * fontMetrics().horizontalAdvance(QLatin1Char('0')));
    setLineWrapMode(NoWrap);
    setUndoRedoEnabled(false); // there is one history, the project's
    m_numbers->installEventFilter(this);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &KernEdit::placeNumbers);
    connect(this, &QPlainTextEdit::updateRequest, m_numbers, qOverload<>(&QWidget::update));
    placeNumbers();
}

void KernEdit::setDoubts(const std::vector<DoubtfulLines>& doubts)
{
    m_doubts = doubts;
    shade();
    m_numbers->update();
}

std::vector<int> KernEdit::doubtfulLines() const
{
    std::vector<int> lines;
    for (int line = 1; line <= blockCount(); ++line)
        if (!whyDoubtful(line).isEmpty())
            lines.push_back(line);
    return lines;
}

void KernEdit::showLine(int line)
{
    setTextCursor(QTextCursor(document()->findBlockByNumber(line - 1)));
    centerCursor();
}

void KernEdit::goToLine(int line)
{
    showLine(line);
    setFocus(Qt::OtherFocusReason);
}

KernPlace KernEdit::cursorPlace() const
{
    const QTextCursor cursor = textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    const qsizetype field = before.lastIndexOf(QLatin1Char('\t')) + 1;
    return { cursor.blockNumber() + 1, static_cast<int>(before.count(QLatin1Char('\t'))),
        static_cast<int>(before.mid(field).count(QLatin1Char(' '))) };
}

void KernEdit::showPlace(const KernPlace& place)
{
    const QTextBlock block = document()->findBlockByNumber(place.line - 1);
    const QString line = block.text();
    qsizetype at = 0;
    const auto skip = [&](QChar sign, int count) {
        for (int i = 0; i < count && at >= 0; ++i)
            at = line.indexOf(sign, at) + 1;
    };
    skip(QLatin1Char('\t'), place.field);
    skip(QLatin1Char(' '), place.member);
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + static_cast<int>(at));
    setTextCursor(cursor);
    ensureCursorVisible();
}

QString KernEdit::whyDoubtful(int line) const
{
    QStringList reasons;
    const auto number = static_cast<std::size_t>(line);
    for (const DoubtfulLines& doubt : m_doubts)
        if (doubt.first <= number && number <= doubt.last)
            reasons << sentenceOf(doubt.warning);
    return reasons.join(QLatin1Char('\n'));
}

void KernEdit::shade()
{
    QList<QTextEdit::ExtraSelection> shades;
    for (const int line : doubtfulLines()) {
        QTextEdit::ExtraSelection shade;
        shade.cursor = QTextCursor(document()->findBlockByNumber(line - 1));
        shade.format.setBackground(doubtShade());
        shade.format.setProperty(QTextFormat::FullWidthSelection, true);
        shades.append(shade);
    }
    setExtraSelections(shades);
}

bool KernEdit::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QPlainTextEdit::event(event);
    const auto* const help = static_cast<QHelpEvent*>(event); // NOLINT: ToolTip is a QHelpEvent
    const QPoint point = viewport()->mapFrom(this, help->pos());
    QToolTip::showText(help->globalPos(), whyDoubtful(cursorForPosition(point).blockNumber() + 1), this);
    return true;
}

void KernEdit::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    placeNumbers();
}

void KernEdit::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        placeNumbers();
}

void KernEdit::placeNumbers()
{
    const auto digits = static_cast<int>(QString::number(blockCount()).size());
    const int width = digits * fontMetrics().horizontalAdvance(QLatin1Char('0')) + 2 * kNumberMargin + kDoubtMarkWidth;
    setViewportMargins(width, 0, 0, 0);
    const QRect inside = contentsRect();
    m_numbers->setGeometry(inside.left(), inside.top(), width, inside.height());
}

bool KernEdit::eventFilter(QObject* object, QEvent* event)
{
    if (object != m_numbers || event->type() != QEvent::Paint)
        return QPlainTextEdit::eventFilter(object, event);
    paintNumbers();
    return true;
}

void KernEdit::paintNumbers()
{
    QPainter painter(m_numbers);
    painter.fillRect(m_numbers->rect(), palette().color(QPalette::Window));
    const std::vector<int> doubtful = doubtfulLines();
    const auto lineHeight = static_cast<int>(blockBoundingRect(firstVisibleBlock()).height());
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const auto top = static_cast<int>(blockBoundingGeometry(block).translated(contentOffset()).top());
        if (top > m_numbers->height())
            break;
        const int line = block.blockNumber() + 1;
        const bool marked = std::binary_search(doubtful.begin(), doubtful.end(), line);
        if (marked)
            painter.fillRect(m_numbers->width() - kDoubtMarkWidth, top, kDoubtMarkWidth, lineHeight, doubtColour());
        painter.setPen(palette().color(marked ? QPalette::Text : QPalette::PlaceholderText));
        painter.drawText(0, top, m_numbers->width() - kNumberMargin - kDoubtMarkWidth, lineHeight,
            Qt::AlignRight | Qt::AlignVCenter, QString::number(line));
    }
}

} // namespace palimpsest
