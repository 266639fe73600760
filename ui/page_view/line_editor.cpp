#include "ui/page_view/line_editor.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/page_view/page_canvas.h"

namespace palimpsest {

namespace {

constexpr int kReadable = 20; // pixels of the screen that a line is high
constexpr int kPicture = 30;
constexpr int kNarrowest = 240;
constexpr int kGap = 3;
constexpr int kEdge = 4; // to the edges of the view

} // namespace

LineEditor::LineEditor(PageCanvas& canvas)
    : QFrame(canvas.viewport()),
      m_canvas(canvas),
      m_picture(new QLabel(this)),
      m_text(new QLineEdit(this))
{
    setObjectName(QStringLiteral("lineEditor"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setCursor(Qt::ArrowCursor);
    m_picture->setAccessibleName(tr("The place on the page"));
    m_text->setAccessibleName(tr("Corrected text"));
    m_text->installEventFilter(this);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(2, 2, 2, 2);
    column->setSpacing(2);
    column->addWidget(m_picture);
    column->addWidget(m_text);
    setFocusProxy(m_text);
    hide();
    connect(&canvas, &PageCanvas::zoomChanged, this, &LineEditor::place);
    for (const QScrollBar* const bar : { canvas.horizontalScrollBar(), canvas.verticalScrollBar() })
        connect(bar, &QScrollBar::valueChanged, this, &LineEditor::place);
}

void LineEditor::edit(const QRectF& pageBox, const QString& text, qsizetype start, qsizetype length)
{
    m_box = pageBox;
    m_text->setText(text);
    if (length > 0)
        m_text->setSelection(static_cast<int>(start), static_cast<int>(length));
    show();
    place();
    m_text->setFocus(Qt::OtherFocusReason);
}

void LineEditor::finish()
{
    if (!isVisible())
        return;
    hide();
    Q_EMIT left(m_text->text());
}

// Below the line, or above it where the view ends.
void LineEditor::place()
{
    if (isHidden())
        return;
    const UprightFrame& frame = m_canvas.frame();
    const QRectF upright = frame.fromPage(m_box);
    const QRect line(m_canvas.mapFromScene(frame.toPage(upright.topLeft())),
        m_canvas.mapFromScene(frame.toPage(upright.bottomRight())));
    const QSize view = m_canvas.viewport()->size();
    const bool small = line.height() < kReadable;
    m_picture->setVisible(small);
    int width = line.width();
    if (small) {
        const QImage crop = m_canvas.crop(upright);
        m_picture->setPixmap(QPixmap::fromImage(
            crop.scaled(view.width() - 4 * kEdge, kPicture, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
        width = std::max(width, m_picture->pixmap().width());
    }
    width = std::clamp(width + 4 * kEdge, std::min(kNarrowest, view.width()), view.width());
    adjustSize();
    resize(width, sizeHint().height());
    const bool below = line.bottom() + kGap + height() + kEdge <= view.height();
    move(std::clamp(line.left() - kEdge, 0, std::max(0, view.width() - width)),
        below ? line.bottom() + kGap : std::max(0, line.top() - kGap - height()));
    raise();
}

bool LineEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason
        && static_cast<QFocusEvent*>(event)->reason() != Qt::ActiveWindowFocusReason) {
        finish();
        return false;
    }
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (!enter && key != Qt::Key_Escape)
        return QFrame::eventFilter(watched, event);
    event->accept(); // both are commands elsewhere
    if (event->type() == QEvent::KeyPress) {
        hide();
        enter ? Q_EMIT entered(m_text->text()) : Q_EMIT abandoned();
    }
    return true;
}

} // namespace palimpsest
