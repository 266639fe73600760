#include "ui/results/marked_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>
#include <algorithm>
#include <array>

#include "ui/page_view/overlay_item.h"

namespace palimpsest {

namespace {

const QString kDots(QChar(0x2026)); // NOLINT: a QString cannot be constexpr

struct MarkLook {
    QRgb colour;
    QTextCharFormat::UnderlineStyle line;
};
constexpr std::array kLooks{
    MarkLook{ kDoubtColour, QTextCharFormat::WaveUnderline },
    MarkLook{ 0xff9a8400, QTextCharFormat::SingleUnderline },
};
constexpr int kShade = 85; // of 255
constexpr int kCurrentShade = 150;

// What is drawn, and where it begins in the whole.
struct Window {
    QString text;
    qsizetype begin = 0;
    bool dotsBefore = false;
};

Window windowOf(const QString& text, const QList<TextMark>& marks, const QFontMetricsF& metrics, double width)
{
    if (metrics.horizontalAdvance(text) <= width)
        return { text, 0, false };
    const auto current = std::find_if(marks.begin(), marks.end(), [](const TextMark& mark) { return mark.current; });
    Window window;
    if (current != marks.end()) {
        const qsizetype needed = std::min(text.size(), current->span.start + current->span.length);
        const auto seen = [&] { return kDots + text.mid(window.begin, needed - window.begin) + kDots; };
        while (window.begin < current->span.start && metrics.horizontalAdvance(seen()) > width)
            ++window.begin;
    }
    window.dotsBefore = window.begin > 0;
    const QString shown = (window.dotsBefore ? kDots : QString()) + text.mid(window.begin);
    window.text = metrics.elidedText(shown, Qt::ElideRight, width);
    return window;
}

QTextLayout::FormatRange rangeOf(const TextMark& mark, const Window& window)
{
    const qsizetype dots = window.dotsBefore ? 1 : 0;
    // What lies in a part that is not seen falls upon its dots.
    const auto drawn
        = [&](qsizetype place) { return std::clamp<qsizetype>(place - window.begin + dots, 0, window.text.size()); };
    QTextLayout::FormatRange range;
    const qsizetype start = std::min(drawn(mark.span.start), window.text.size() - 1);
    range.start = static_cast<int>(start);
    range.length = static_cast<int>(std::max<qsizetype>(1, drawn(mark.span.start + mark.span.length) - start));
    range.format = formatOf(mark);
    return range;
}

} // namespace

QColor colourOf(MarkKind kind)
{
    return QColor::fromRgba(kLooks.at(static_cast<std::size_t>(kind)).colour);
}

QTextCharFormat formatOf(const TextMark& mark)
{
    const MarkLook& look = kLooks.at(static_cast<std::size_t>(mark.kind));
    QColor shade = QColor::fromRgba(look.colour);
    QTextCharFormat format;
    format.setUnderlineStyle(look.line);
    format.setUnderlineColor(shade);
    shade.setAlpha(mark.current ? kCurrentShade : kShade);
    format.setBackground(shade);
    return format;
}

void drawMarkedText(QPainter& painter, const QRect& place, const QString& text, const QList<TextMark>& marks)
{
    QString oneLine = text;
    oneLine.replace(QLatin1Char('\n'), QLatin1Char(' ')).replace(QLatin1Char('\t'), QLatin1Char(' '));
    const Window window = windowOf(oneLine, marks, QFontMetricsF(painter.font()), place.width());
    if (window.text.isEmpty())
        return;
    QTextLayout layout(window.text, painter.font(), painter.device());
    QTextOption option(Qt::AlignLeft);
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    QList<QTextLayout::FormatRange> ranges;
    for (const TextMark& mark : marks)
        ranges.append(rangeOf(mark, window));
    layout.setFormats(ranges);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(place.width());
    layout.endLayout();
    layout.draw(&painter, QPointF(place.left(), place.top() + (place.height() - line.height()) / 2));
}

} // namespace palimpsest
