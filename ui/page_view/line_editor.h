#pragma once
// Corrects a line where it stands: a field right below it on the page, with the line itself, larger, above the field
// where the page is shown too small to be read. Owned by the canvas; GUI thread.

#include <QFrame>
#include <QRectF>

class QLabel;
class QLineEdit;

namespace palimpsest {

class PageCanvas;

class LineEditor final : public QFrame {
    Q_OBJECT

public:
    explicit LineEditor(PageCanvas& canvas);

    // `length` characters from `start` on are selected; none: the field's end is where one writes.
    void edit(const QRectF& pageBox, const QString& text, qsizetype start, qsizetype length);
    // Says `left` where it is open.
    void finish();

Q_SIGNALS:
    void entered(const QString& text); // by Enter: on to the next
    void left(const QString& text);    // for somewhere else, the text is to be kept
    void abandoned();                  // by Esc

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();

    PageCanvas& m_canvas;
    QLabel* m_picture;
    QLineEdit* m_text;
    QRectF m_box;
};

} // namespace palimpsest
