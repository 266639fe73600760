#include "ui/results/engraving_view.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <utility>

#include "ui/results/doubt_colour.h"
#include "ui/results/engraving_painter.h"

namespace palimpsest {

namespace {

constexpr double kSpaceOfFont = 0.42; // heights of its lines, at which print is read as easily as the text
constexpr double kReach = 1.5;        // spaces about a head that a click may miss it by
constexpr double kAbout = 1;          // spaces above and below a system that belong to its marks
constexpr double kBarWidth = 2;       // spaces
constexpr int kBarShade = 70;         // of 255
constexpr int kChosenShade = 60;

} // namespace

EngravingView::EngravingView(QWidget* parent) : QAbstractScrollArea(parent)
{
    setObjectName(QStringLiteral("engraving"));
    setAccessibleName(tr("The music as it is written below"));
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setBackgroundRole(QPalette::Base);
}

void EngravingView::setMusic(ScoreTimeline timeline, std::map<std::size_t, QString> doubts)
{
    m_timeline = std::move(timeline);
    m_doubts = std::move(doubts);
    m_chosen = kNoNote;
    layOut();
}

// Whether there is a scroll bar or not, so that it does not come and go.
double EngravingView::roomAcross() const
{
    return std::max(1, contentsRect().width() - verticalScrollBar()->sizeHint().width());
}

// Without room for its widest measure, music is drawn smaller.
double EngravingView::pixelsOfSpace() const
{
    const double usual = fontMetrics().height() * kSpaceOfFont;
    return m_engraving.width > 0 ? std::min(usual, roomAcross() / m_engraving.width) : usual;
}

void EngravingView::layOut()
{
    m_engraving = engrave(m_timeline, roomAcross() / (fontMetrics().height() * kSpaceOfFont));
    const auto height = static_cast<int>(m_engraving.height * pixelsOfSpace());
    verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(fontMetrics().height());
    viewport()->update();
}

void EngravingView::setChosen(std::size_t note)
{
    if (m_chosen == note)
        return;
    m_chosen = note;
    if (note < m_engraving.notes.size())
        show(m_engraving.notes[note].box);
    setAccessibleDescription(nameOf(note));
    viewport()->update();
}

// As the text has it, for those who hear it.
QString EngravingView::nameOf(std::size_t note) const
{
    if (note >= m_engraving.notes.size())
        return {};
    const EngravedNote& found = m_engraving.notes[note];
    for (const TimedChord& chord : m_timeline.measures[found.measure].chords)
        if (chord.row == found.row && chord.cell == found.cell)
            return tr("Measure %1: %2")
                .arg(found.measure + 1)
                .arg(QString::fromStdString(noteText(chord.notes[found.member])));
    return {};
}

void EngravingView::choose(std::size_t note)
{
    if (note >= m_engraving.notes.size())
        return;
    setChosen(note);
    Q_EMIT noteChosen(note);
}

void EngravingView::setPlayedRow(std::optional<std::size_t> row)
{
    if (m_playedRow == row)
        return;
    m_playedRow = row;
    const auto note = std::find_if(m_engraving.notes.begin(), m_engraving.notes.end(),
        [&](const EngravedNote& found) { return found.row == row; });
    if (row && note != m_engraving.notes.end())
        show(m_engraving.systems[note->system]);
    viewport()->update();
}

void EngravingView::show(const RectF& box)
{
    const QRectF place = onViewport(box);
    QScrollBar& bar = *verticalScrollBar();
    const int margin = fontMetrics().height();
    if (place.bottom() + margin > viewport()->height())
        bar.setValue(bar.value() + static_cast<int>(place.bottom()) + margin - viewport()->height());
    const double top = onViewport(box).top();
    if (top < margin)
        bar.setValue(bar.value() + static_cast<int>(top) - margin);
}

QRectF EngravingView::onViewport(const RectF& box) const
{
    const double scale = pixelsOfSpace();
    return { box.left * scale, box.top * scale - verticalScrollBar()->value(), box.width() * scale,
        box.height() * scale };
}

PointF EngravingView::onPaper(const QPointF& point) const
{
    const double scale = pixelsOfSpace();
    return { point.x() / scale, (point.y() + verticalScrollBar()->value()) / scale };
}

QRectF EngravingView::placeOf(std::size_t note) const
{
    return note < m_engraving.notes.size() ? onViewport(m_engraving.notes[note].box) : QRectF();
}

QRectF EngravingView::playedPlace() const
{
    for (const EngravedNote& note : m_engraving.notes) {
        if (note.row != m_playedRow)
            continue;
        const RectF& measure = m_engraving.measures[note.measure].box;
        const double left = note.box.left - (kBarWidth - note.box.width()) / 2;
        return onViewport({ left, measure.top - kAbout, left + kBarWidth, measure.bottom + kAbout });
    }
    return {};
}

QSize EngravingView::sizeHint() const
{
    return { 200, 160 };
}

QSize EngravingView::minimumSizeHint() const
{
    return { 80, 72 };
}

void EngravingView::paintDoubts(QPainter& painter) const
{
    for (const auto& [number, why] : m_doubts) {
        if (number >= m_engraving.measures.size())
            continue;
        RectF box = m_engraving.measures[number].box;
        box.top -= kAbout;
        box.bottom += kAbout;
        const QRectF place = onViewport(box);
        painter.fillRect(place, doubtShade());
        painter.fillRect(QRectF(place.left(), place.top(), kDoubtMarkWidth, place.height()), doubtColour());
    }
}

void EngravingView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.setClipRect(event->rect());
    paintDoubts(painter);
    const QColor chosen = palette().color(QPalette::Highlight);
    QColor shade = chosen;
    shade.setAlpha(kBarShade);
    if (const QRectF played = playedPlace(); !played.isNull())
        painter.fillRect(played, shade);
    shade.setAlpha(kChosenShade);
    const double scale = pixelsOfSpace();
    if (m_chosen < m_engraving.notes.size()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(hasFocus() ? QPen(chosen, 1) : QPen(Qt::NoPen));
        painter.setBrush(shade);
        const double about = scale / 2;
        painter.drawRoundedRect(placeOf(m_chosen).adjusted(-about, -about, about, about), about, about);
    }
    painter.translate(0, -verticalScrollBar()->value());
    painter.scale(scale, scale);
    paintEngraving(painter, m_engraving, { palette().color(QPalette::Text), chosen, m_chosen });
}

void EngravingView::resizeEvent(QResizeEvent*)
{
    layOut();
}

void EngravingView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        layOut();
}

void EngravingView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        choose(noteAt(m_engraving, onPaper(event->position()), kReach));
}

void EngravingView::keyPressEvent(QKeyEvent* event)
{
    const std::size_t count = m_engraving.notes.size();
    if (count == 0)
        return QAbstractScrollArea::keyPressEvent(event);
    const bool any = m_chosen < count;
    switch (event->key()) {
    case Qt::Key_Left:
        return choose(any ? noteBeside(m_engraving, m_chosen, Beside::Before) : 0);
    case Qt::Key_Right:
        return choose(any ? noteBeside(m_engraving, m_chosen, Beside::Behind) : 0);
    case Qt::Key_Up:
        return choose(any ? noteBeside(m_engraving, m_chosen, Beside::Above) : 0);
    case Qt::Key_Down:
        return choose(any ? noteBeside(m_engraving, m_chosen, Beside::Below) : 0);
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(count - 1);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

bool EngravingView::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto* const help = static_cast<QHelpEvent*>(event); // NOLINT: ToolTip is a QHelpEvent
    QString why;
    for (const auto& [number, reason] : m_doubts)
        if (number < m_engraving.measures.size() && onViewport(m_engraving.measures[number].box).contains(help->pos()))
            why = reason;
    QToolTip::showText(help->globalPos(), why, this);
    return true;
}

} // namespace palimpsest
