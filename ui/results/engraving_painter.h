#pragma once
// An engraving in the colours of whoever shows it. GUI thread.

#include <QColor>
#include <QImage>
#include <vector>

#include "pipelines/music/engraving.h"

class QPainter;

namespace palimpsest {

struct EngravingColours {
    QColor ink;
    QColor chosen;              // of the chosen note
    std::size_t note = kNoNote; // that is chosen
};

// In spaces of the engraving; what the painter's clip leaves out is passed over.
void paintEngraving(QPainter& painter, const Engraving& engraving, const EngravingColours& colours);

// Black on white, so many pixels a space.
QImage pictureOf(const Engraving& engraving, double pixelsOfSpace);

} // namespace palimpsest
