#pragma once
// One line of text in which some characters are marked: doubtful ones, and what was searched for. A mark has a colour
// and a line below, so that it is seen without colour, too. GUI thread.

#include <QColor>
#include <QList>
#include <QTextCharFormat>

#include "ui/project/result_items.h"

class QPainter;
class QRect;

namespace palimpsest {

enum class MarkKind { Doubt, Match };

struct TextMark {
    TextSpan span;
    MarkKind kind = MarkKind::Doubt;
    bool current = false; // the one that is meant

    friend bool operator==(const TextMark&, const TextMark&) = default;
};

[[nodiscard]] QColor colourOf(MarkKind kind);

[[nodiscard]] QTextCharFormat formatOf(const TextMark& mark);

// With the painter's font and pen, centred upright. Where the text is longer than the place, the current mark is what
// is seen of it, and dots stand for the rest, marked if there is a mark in it.
void drawMarkedText(QPainter& painter, const QRect& place, const QString& text, const QList<TextMark>& marks);

} // namespace palimpsest
